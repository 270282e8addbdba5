using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HumeGen.Generator.Tests;

/// <summary>Settings of a project decide the namespace, the accessibility and the choice of types.</summary>
public class ProjectSettingsTests
{
    private const string Spec = """
        openapi: 3.1.0
        info: {title: Home, version: '1'}
        x-humegen: {namespace: Home.Api, client: Home.HomeClient, groups: {lamps: Lamps, radios: Sound.Radios}}
        paths:
          /lamps:
            get:
              operationId: list_lamps
              tags: [lamps]
              responses: {'200': {description: A lamp., content: {application/json: {schema: {$ref: '#/components/schemas/Lamp'}}}}}
          /radios:
            get:
              operationId: list_radios
              tags: [radios]
              parameters: [{name: near, in: query, schema: {$ref: '#/components/schemas/Room'}}]
              responses: {'200': {description: What plays., content: {application/json: {schema: {$ref: '#/components/schemas/Sound'}}}}}
        components:
          schemas:
            Room: {type: string, enum: [kitchen, hall]}
            Lamp: {type: object, properties: {room: {$ref: '#/components/schemas/Room'}, kind: {type: string, const: lamp}}, required: [kind]}
            Radio: {type: object, properties: {station: {type: string}, kind: {type: string, const: radio}}, required: [kind]}
            Bell: {type: object, properties: {tone: {type: integer}, kind: {type: string, const: bell}}, required: [kind]}
            Sound: {oneOf: [{$ref: '#/components/schemas/Radio'}, {$ref: '#/components/schemas/Bell'}]}
            Thing: {oneOf: [{$ref: '#/components/schemas/Radio'}, {$ref: '#/components/schemas/Lamp'}]}
        """;

    private static readonly string Misspelt = Spec.Replace("x-humegen:", "x-humegen-nmae: Home\nx-humegen:", StringComparison.Ordinal);

    [Fact]
    public void The_project_chooses_the_root_namespace()
    {
        var names = Run(new ProjectOptions { Namespace = "My.House" }).TypeNames().ToArray();

        Assert.Contains("My.House.HomeClient", names);
        Assert.Contains("My.House.Api.LampsClient", names);
        Assert.All(names, name => Assert.StartsWith("My.House.", name, StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_has_a_namespace_of_its_own_whatever_the_others_have()
    {
        var run = GeneratorRun.Of(
            [
                new SpecText("a.yml", Spec) { Options = new Dictionary<string, string> { ["build_metadata.AdditionalFiles.HumeGenNamespace"] = "One" } },
                new SpecText("b.yml", Spec.Replace("Home.", "House.", StringComparison.Ordinal)),
            ]);

        Assert.Contains("One.Api.Lamp", run.TypeNames());
        Assert.Contains("House.Api.Lamp", run.TypeNames());
        Assert.DoesNotContain(run.TypeNames(), n => n.StartsWith("Home.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Acme.House.DoorClient", null, "Acme.House.DoorClient", "Acme.House.DoorClientOptions", "Acme.House.Api.LampsClient")]
    [InlineData("DoorClient", null, "Home.DoorClient", "Home.DoorClientOptions", "Home.Api.LampsClient")]
    [InlineData("Acme.House.DoorClient", "My", "My.DoorClient", "My.DoorClientOptions", "My.Api.LampsClient")]
    public void An_item_chooses_the_name_of_the_root_client(string client, string? @namespace, params string[] expected)
    {
        var names = Run(new ProjectOptions { Client = client, Namespace = @namespace }).TypeNames().ToArray();

        Assert.Equal(expected, expected.Intersect(names));
        Assert.DoesNotContain(names, n => n.Contains("HomeClient", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_title_needs_no_overlay_for_a_short_client()
    {
        var spec = new SpecText("music.yml", """
            openapi: 3.1.0
            info: {title: Music Web API with fixes and improvements from a friend, version: '1'}
            paths: {/play: {post: {operationId: play, responses: {'204': {description: Played.}}}}}
            """)
        {
            Options = new Dictionary<string, string> { ["build_metadata.AdditionalFiles.HumeGenClient"] = "Music.MusicClient" },
        };

        Assert.Contains("M:Music.MusicClient.PlayAsync(HumeGen.ApiCallOptions,System.Threading.CancellationToken)", GeneratorRun.Of([spec]).Declarations());
    }

    [Theory]
    [InlineData("my client")]
    [InlineData("Home..Client")]
    public void A_client_that_is_no_name_is_an_error(string client)
    {
        var run = GeneratorRun.Of([new SpecText("spec.yml", Spec)], expectDiagnostics: true, options: new ProjectOptions { Client = client });

        var diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal("HG0302", diagnostic.Id);
        Assert.Contains($"Client of a HumeGenSpec item is '{client}'", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains("Home.HomeClient", run.TypeNames());
    }

    [Theory]
    [InlineData("Two words")]
    [InlineData("1st.Try")]
    [InlineData("A..B")]
    [InlineData("A; class Pwn {}")]
    public void A_namespace_that_is_none_is_reported_and_not_used(string given)
    {
        var run = Run(new ProjectOptions { Namespace = given }, expectDiagnostics: true);

        Assert.Contains(given, Assert.Single(run.Diagnostics, d => d.Id == "HG0302").GetMessage(), StringComparison.Ordinal);
        Assert.Contains("Home.Api.Lamp", run.TypeNames());
    }

    [Fact]
    public void Internal_types_are_seen_by_nobody_outside()
    {
        var run = Run(new ProjectOptions { Accessibility = "internal" });

        Assert.NotEmpty(run.TypeNames());
        Assert.All(run.TypeNames().Where(n => !n.Contains("Kinds", StringComparison.Ordinal) && !n.Contains("JsonConverter", StringComparison.Ordinal)), name =>
            Assert.Equal(Accessibility.Internal, run.Output.GetTypeByMetadataName(name)!.DeclaredAccessibility));
    }

    [Fact]
    public void An_accessibility_that_is_none_is_reported()
    {
        var run = Run(new ProjectOptions { Accessibility = "secret" }, expectDiagnostics: true);

        Assert.Contains("public or internal", Assert.Single(run.Diagnostics, d => d.Id == "HG0302").GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lamps")]
    [InlineData("lamps")]
    public void Only_the_wanted_areas_are_generated_with_what_they_need(string area)
    {
        var names = Run(new ProjectOptions { Areas = area }).TypeNamesOfTheSpecification();

        Assert.Equal(
            ["Home.Api.ILampsClient", "Home.Api.Lamp", "Home.Api.LampsClient", "Home.Api.Room", "Home.Api.Room.Kinds", "Home.HomeClient", "Home.IHomeClient"],
            names);
    }

    [Theory]
    [InlineData("Sound")]
    [InlineData("Sound.Radios")]
    [InlineData("Sound, Sound.Radios")]
    public void An_area_takes_all_that_is_below_it(string areas)
    {
        var names = Run(new ProjectOptions { Areas = areas }).TypeNames().ToArray();

        Assert.Contains("Home.Api.RadiosClient", names);
        Assert.Contains("Home.Api.ISound", names);
        Assert.Contains("Home.Api.RadiosListRadiosRequest", names);
        Assert.DoesNotContain("Home.Api.Lamp", names);
        Assert.DoesNotContain("Home.Api.IThing", names);
    }

    [Fact]
    public void An_area_that_is_not_there_is_reported_with_those_that_are()
    {
        var run = Run(new ProjectOptions { Areas = "Lamps,Lampz" }, expectDiagnostics: true);

        var diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("HG0303", DiagnosticSeverity.Error, Location.None), (diagnostic.Id, diagnostic.Severity, diagnostic.Location));
        Assert.Equal(
            "HumeGenInclude (or the item's Areas) names 'Lampz', which is no client of the specifications (did you mean 'Lamps'?). Use one of these: Lamps, Sound.Radios.",
            diagnostic.GetMessage());
        Assert.Contains("Home.Api.LampsClient", run.TypeNames());
    }

    [Theory]
    [InlineData("Radios", "Sound.Radios")]
    [InlineData("Sounds", "Sound")]
    public void An_area_that_is_not_there_may_be_meant_as_another(string area, string expected) => Assert.Contains(
        $"'{area}', which is no client of the specifications (did you mean '{expected}'?)",
        Assert.Single(Run(new ProjectOptions { Areas = "Lamps," + area }, expectDiagnostics: true).Diagnostics).GetMessage(),
        StringComparison.Ordinal);

    [Fact]
    public void All_areas_that_there_are_are_listed()
    {
        var paths = string.Concat(Enumerable.Range(10, 60).Select(i => $"\n  /part{i}: {{get: {{operationId: get, tags: [area number {i}], responses: {{'204': {{description: Done.}}}}}}}}"));

        var run = GeneratorRun.Of([new SpecText("spec.yml", $"openapi: 3.1.0\ninfo: {{title: Big, version: '1'}}\npaths:{paths}")], true, options: new ProjectOptions { Areas = "AreaNumber10,Nowhere" });

        Assert.EndsWith(
            $"Use one of these: {string.Join(", ", Enumerable.Range(10, 60).Select(i => $"AreaNumber{i}"))}.",
            Assert.Single(run.Diagnostics, d => d.Id == "HG0303").GetMessage(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Lamps", "Street.StreetClient ('street.yml')", "Areas=\"Bins;Signs\"")]
    [InlineData("Bins", "Home.HomeClient ('home.yml')", "Areas=\"Lamps;Sound\"")]
    [InlineData("Lamps,Signs.Big", null, null)]
    public void An_API_of_which_nothing_is_wanted_is_reported(string areas, string? api, string? remedy)
    {
        const string Street = """
            openapi: 3.1.0
            info: {title: Street, version: '1'}
            x-humegen: {groups: {bins: Bins, signs: Signs.Big}}
            paths:
              /bins: {get: {operationId: get_bin, tags: [bins], responses: {'204': {description: Done.}}}}
              /signs: {get: {operationId: get_sign, tags: [signs], responses: {'204': {description: Done.}}}}
            """;

        var run = GeneratorRun.Of([new SpecText("home.yml", Spec), new SpecText("street.yml", Street)], expectDiagnostics: api is not null, options: new ProjectOptions { Areas = areas });

        if (api is null)
            return;
        var diagnostic = Assert.Single(run.Diagnostics);
        Assert.Equal(("HG0308", DiagnosticSeverity.Warning, Location.None), (diagnostic.Id, diagnostic.DefaultSeverity, diagnostic.Location));
        Assert.StartsWith($"Nothing of {api} is generated, as HumeGenInclude (or the item's Areas) names none of its clients.", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Contains(remedy!, diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "docs/diagnostics.md#hg0303")]
    [InlineData("https://help.example/humegen", "https://help.example/humegen#hg0303")]
    public void Diagnostics_link_to_the_page_that_the_project_names(string? page, string expected)
    {
        var run = Run(new ProjectOptions { Areas = "Lampz", HelpLink = page }, expectDiagnostics: true);

        Assert.Equal(expected, Assert.Single(run.Diagnostics).Descriptor.HelpLinkUri);
    }

    [Fact]
    public void A_project_of_an_old_CSharp_gets_one_clear_error_and_no_code()
    {
        var session = new GeneratorSession([new SpecText("a.yml", Spec), new SpecText("b.yml", Spec)], options: new ProjectOptions { Language = LanguageVersion.CSharp10 });

        var result = session.Run();

        var diagnostic = Assert.Single(result.Diagnostics);
        Assert.Equal("HG0301", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Contains("<LangVersion>11.0</LangVersion>", diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Empty(result.GeneratedSources);
    }

    [Fact]
    public void What_is_generated_is_CSharp_11() => Run(new ProjectOptions { Language = LanguageVersion.CSharp11 });

    [Theory]
    [InlineData("error", DiagnosticSeverity.Error)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("silent", DiagnosticSeverity.Hidden)]
    public void A_file_says_how_bad_its_diagnostics_are(string given, DiagnosticSeverity expected)
    {
        var spec = new SpecText("a.yml", Misspelt) { Options = new Dictionary<string, string> { ["humegen_diagnostic.HG0306.severity"] = given } };

        var run = GeneratorRun.Of([spec], expectDiagnostics: true);

        Assert.Equal(expected, Assert.Single(run.Diagnostics).Severity);
    }

    [Fact]
    public void A_file_can_do_without_a_diagnostic()
    {
        var spec = new SpecText("a.yml", Misspelt) { Options = new Dictionary<string, string> { ["humegen_diagnostic.hg0306.severity"] = "none" } };

        GeneratorRun.Of([spec]);
    }

    private static GeneratorRun Run(ProjectOptions options, bool expectDiagnostics = false) =>
        GeneratorRun.Of([new SpecText("spec.yml", Spec)], expectDiagnostics, options: options);
}
