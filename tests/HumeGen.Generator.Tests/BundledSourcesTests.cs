using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests;

/// <summary>Handwritten code that comes with specifications follows the project's choices.</summary>
public class BundledSourcesTests
{
    private const string Spec = """
        openapi: 3.1.0
        info: {title: Home, version: '1'}
        x-humegen: {namespace: Home.Api, client: Home.HomeClient, groups: {lamps: Lamps, radios: Radios}}
        paths:
          /lamps: {get: {operationId: get_lamp, tags: [lamps], responses: {'200': {description: A lamp., content: {application/json: {schema: {$ref: '#/components/schemas/Lamp'}}}}}}}
          /radios: {get: {operationId: get_radio, tags: [radios], responses: {'200': {description: A radio., content: {application/json: {schema: {$ref: '#/components/schemas/Radio'}}}}}}}
        components:
          schemas:
            Lamp: {type: object, properties: {watts: {type: integer}}}
            Radio: {type: object, properties: {station: {type: string}}}
        """;

    private static readonly SpecText[] Files =
    [
        new("spec.yml", Spec),
        new("Lamp.cs", "using System.Linq;\nusing HumeGen;\n\nnamespace Home.Api;\n\npublic sealed partial record Lamp\n{\n    /// <summary>Whether it is bright.</summary>\n    public bool IsBright => Watts > Bright.Limit;\n}\n"),
        new("Bright.cs", "namespace Home.Api;\n\n/// <summary>What is bright.</summary>\npublic static class Bright\n{\n    /// <summary>From here on.</summary>\n    public const int Limit = 40;\n}\n"),
        new("Shop.cs", "using Home.Api;\n\nnamespace Home;\n\n/// <summary>Sells.</summary>\npublic static class Shop\n{\n    /// <summary>One more.</summary>\n    /// <param name=\"station\">What it plays.</param>\n    /// <returns>It.</returns>\n    public static async Task<Radio> BuyAsync(string station) { await Task.Yield(); return new Radio { Station = station }; }\n}\n"),
        new("Mall.cs", "namespace Home;\n\n/// <summary>Has shops.</summary>\npublic static class Mall\n{\n    /// <summary>The shop.</summary>\n    /// <returns>A radio.</returns>\n    public static async Task<object> GoAsync() => await Shop.BuyAsync(\"news\");\n}\n"),
    ];

    [Fact]
    public void Sources_go_into_the_project_whatever_it_imports()
    {
        var run = GeneratorRun.Of(Files);

        Assert.Contains("Home.Api.Bright", run.TypeNames());
        Assert.Contains("Home.Shop", run.TypeNames());
        Assert.Contains("Home.Mall", run.TypeNames());
        Assert.Contains("bool IsBright", run.Properties("Home.Api.Lamp"));
        Assert.Contains(run.Files, f => f.HintName == "Home.Api.Lamp.Handwritten.g.cs");
    }

    [Fact]
    public void Sources_follow_the_namespace_and_the_accessibility()
    {
        var run = GeneratorRun.Of(Files, options: new ProjectOptions { Namespace = "My", Accessibility = "internal" });

        Assert.Equal(Accessibility.Internal, run.Output.GetTypeByMetadataName("My.Api.Bright")!.DeclaredAccessibility);
        Assert.Equal(Accessibility.Internal, run.Output.GetTypeByMetadataName("My.Shop")!.DeclaredAccessibility);
        Assert.Contains("bool IsBright", run.Properties("My.Api.Lamp"));
    }

    [Fact]
    public void What_speaks_of_an_area_that_is_left_out_stays_out_and_so_does_what_needs_it()
    {
        var run = GeneratorRun.Of(Files, options: new ProjectOptions { Areas = "Lamps" });

        Assert.Contains("bool IsBright", run.Properties("Home.Api.Lamp"));
        Assert.DoesNotContain("Home.Shop", run.TypeNames());
        Assert.DoesNotContain("Home.Mall", run.TypeNames());
    }

    [Fact]
    public void Without_the_type_that_it_adds_to_a_source_stays_out()
    {
        var run = GeneratorRun.Of([.. Files.Skip(1), new("spec.yml", Spec.Replace("Lamp", "Light", StringComparison.Ordinal))]);

        Assert.DoesNotContain(run.Files, f => f.HintName.StartsWith("Home.Api.Lamp.", StringComparison.Ordinal));
        Assert.Contains("Home.Shop", run.TypeNames());
    }

    [Fact]
    public void The_bundled_client_keeps_its_handwritten_parts_under_any_name()
    {
        var sources = Directory.GetFiles(Repository.Find("runtime", "HumeGen.Client"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(f => new SpecText(Path.GetFileName(f), File.ReadAllText(f)));
        var files = SpecText.FromRepository().Concat(sources).ToArray();

        var run = GeneratorRun.Of(files, options: new ProjectOptions { Namespace = "Voice", Accessibility = "internal" });
        Assert.Contains("ToolHandlers Tools", run.Properties("Voice.EmpathicVoice.ChatConnection"));
        Assert.DoesNotContain(run.TypeNames(), n => n.StartsWith("Hume.", StringComparison.Ordinal));

        string[] errors = ["Voice.HumeApiException", "Voice.HumeClientOptions", "Voice.HumeErrorCode", "Voice.HumeNotFoundException", "Voice.HumeRateLimitException"];
        Assert.Subset(run.TypeNames().ToHashSet(), errors.ToHashSet());
        Assert.Contains("bool IsServiceFault", run.Properties("Voice.HumeErrorCode"));

        foreach (var area in new[] { "Tts", "EmpathicVoice", "EmpathicVoice.Chat", "EmpathicVoice.Tools", "ExpressionMeasurement.Batch", "ExpressionMeasurement.Stream" })
        {
            var part = GeneratorRun.Of(files, options: new ProjectOptions { Areas = area, Namespace = "Voice" });
            Assert.Subset(part.TypeNames().ToHashSet(), errors.ToHashSet());
            Assert.Contains("bool IsServiceFault", part.Properties("Voice.HumeErrorCode"));
        }
    }
}
