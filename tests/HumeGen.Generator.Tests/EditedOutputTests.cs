using System.Text.RegularExpressions;
using HumeGen.Generator.Binding;
using HumeGen.Generator.Emitting;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;
using HumeGen.Tests;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests;

/// <summary>After any edit, the output and the diagnostics are those of a project that is opened with the same files.</summary>
public partial class EditedOutputTests
{
    private static readonly string[] Texts =
    [
        "Another text.", "At least 1, at most 100, 20 left out", "> folded", "''", "\"an escape \\uFFFF and a quote \\\"\"", "~", "5", "true", "Ends in a mark?", "The server sends it to the client.",
        "|\n\n", "[a list]", "{an: object}", "'  '",
    ];

    public static TheoryData<string> Constructs() => ConstructTests.Names();

    [Theory]
    [MemberData(nameof(Constructs))]
    public void Edits_of_a_construct_leave_nothing_old(string name) => Edit(ConstructTests.Specs(name), seed: name.Length, edits: 6);

    [Fact]
    public void Edits_of_the_specifications_of_the_client_leave_nothing_old() => Edit(SpecText.FromRepository(), seed: 1, edits: 10);

    [Fact]
    public void What_an_overlay_selects_by_its_description_follows_the_description()
    {
        var spec = new SpecText("spec.yml", """
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            paths: {}
            components:
              schemas:
                One: {type: object, description: Old., properties: {name: {type: string}}}
                Two: {type: object, description: New., properties: {name: {type: string}}}
            """);
        var overlay = new SpecText("overlay.yml", """
            overlay: 1.0.0
            info: {title: Names, version: '1'}
            actions:
              - {target: "$.components.schemas[?@.description == 'Old.']", update: {x-humegen-name: Outdated}}
            """);
        var session = new GeneratorSession([spec, overlay]);
        Assert.Contains("Sample.Outdated.g.cs", session.Run().GeneratedSources.Select(s => s.HintName));

        session.Save(spec.With("description: Old.", "description: Young.").With("description: New.", "description: Old."));

        var files = session.Run().GeneratedSources.Select(s => s.HintName).ToArray();
        Assert.Contains("Sample.One.g.cs", files);
        Assert.Contains("Sample.Outdated.g.cs", files);
        Assert.DoesNotContain("Sample.Two.g.cs", files);
    }

    [Fact]
    public void A_diagnostic_moves_with_its_place()
    {
        var spec = new SpecText("spec.yml", """
            openapi: 3.1.0
            info: {title: Sample, version: '1', description: A sample.}
            paths: {}
            components: {schemas: {One: {type: object, properties: {name: {type: string, x-humegen-nam: Other}}}}}
            """);
        var session = new GeneratorSession([spec]);
        Assert.Equal(3, session.Run().Diagnostics.Single().Location.GetLineSpan().StartLinePosition.Line);

        session.Save(spec.With("description: A sample.", "\n  description: A better sample."));

        var result = session.Run();
        Assert.Equal("1 Cached", StepAssert.Reasons(result, StepNames.Api));
        Assert.Equal(4, result.Diagnostics.Single().Location.GetLineSpan().StartLinePosition.Line);
    }

    private static void Edit(SpecText[] specs, int seed, int edits)
    {
        var random = new Random(seed);
        var session = Open(specs);
        Compare(specs, session.Run());
        for (var i = 0; i < edits; i++)
        {
            var n = random.Next(specs.Length);
            var before = specs[n];
            var isWild = random.Next(4) == 0;
            Save(isWild ? SpecMutator.Text(before.GetText().ToString(), random) : Edit(before.GetText().ToString(), random));
            // Most wild edits leave no specification.
            if (isWild)
                Save(before.GetText().ToString());

            void Save(string text)
            {
                specs = [.. specs];
                specs[n] = new SpecText(before.Path, text) { Options = before.Options };
                session.Save(specs[n]);
                Compare(specs, session.Run());
            }
        }
    }

    private static string Edit(string text, Random random)
    {
        var descriptions = Descriptions().Matches(text);
        if (descriptions.Count > 0 && random.Next(4) > 0)
        {
            var description = descriptions[random.Next(descriptions.Count)].Groups[1];
            return string.Concat(text.AsSpan(0, description.Index), random.GetItems(Texts, 1)[0], text.AsSpan(description.Index + description.Length));
        }

        var lines = text.Split('\n').ToList();
        lines.Insert(random.Next(lines.Count), random.Next(2) == 0 ? "" : "# A comment.");
        return string.Join('\n', lines);
    }

    // As compilers run it: the compiler that this is built with loses items when it tracks steps and an item went the run before.
    private static GeneratorSession Open(SpecText[] specs) => new(specs, tracksSteps: false);

    private static void Compare(SpecText[] specs, GeneratorRunResult edited)
    {
        var opened = Open(specs).Run();
        Assert.Equal(Files(opened), Files(edited));
        Assert.Equal(Problems(opened.Diagnostics), Problems(edited.Diagnostics));

        // The command line tool reads descriptions as part of the tree.
        var bound = ApiBinder.Bind(
            SpecLoader.Load([.. specs.Select(s => SpecReader.Read(s.Path, s.GetText().ToString(), default))], default), ProjectSettings.Default, default);
        var emitted = bound.Model.Types.SelectMany(t => Emitter.Emit(t)).Concat(bound.Model.Clients.SelectMany(c => Emitter.Emit(c)));
        Assert.Equal(emitted.Select(f => (f.HintName, f.Text)).OrderBy(f => f.HintName, StringComparer.Ordinal), Files(edited).Where(f => f.HintName != "Specifications.g.cs"));
        Assert.Equal(Problems(bound.Diagnostics.Select(d => d.ToDiagnostic())), Problems(edited.Diagnostics));
    }

    private static IEnumerable<(string HintName, string Text)> Files(GeneratorRunResult result) =>
        [.. result.GeneratedSources.Select(s => (s.HintName, s.SourceText.ToString())).OrderBy(s => s.HintName, StringComparer.Ordinal)];

    // The severities are those of the project.
    private static IEnumerable<string> Problems(IEnumerable<Diagnostic> diagnostics) =>
        [.. diagnostics.Select(d => $"{d.Id} {d.Location.GetLineSpan()} {d.Location.SourceSpan} {d.GetMessage(null)}").Order(StringComparer.Ordinal)];

    [GeneratedRegex("""\bdescription: ([^\n,{}\[\]|>]+)""")]
    private static partial Regex Descriptions();
}
