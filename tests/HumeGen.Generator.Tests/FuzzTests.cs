using HumeGen.Generator.Binding;
using HumeGen.Generator.Emitting;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests;

/// <summary>Specifications with anything anywhere: the generator never throws, and what it emits compiles.</summary>
public class FuzzTests
{
    private static readonly string[] Originals =
    [
        .. Directory.GetFiles(Repository.Find("tests", "HumeGen.Generator.Tests", "Constructs"), "*.yml").Order(StringComparer.Ordinal)
            .Select(path => SpecReader.Read("spec.yml", File.ReadAllText(path), default).Json),
    ];

    [Theory]
    [Trait("Attack", "docs/reliability.md#malformed-anything")]
    [InlineData(1)]
    [InlineData(2)]
    public void Anything_is_bound_and_emitted_or_reported(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 1500; i++)
        {
            var specs = Specs(random);
            try
            {
                var bound = ApiBinder.Bind(SpecLoader.Load([.. specs.Select((s, n) => SpecReader.Read($"{n}.yml", s, default))], default), ProjectSettings.Default, default);
                var files = bound.Model.Types.SelectMany(t => Emitter.Emit(t)).Concat(bound.Model.Clients.SelectMany(c => Emitter.Emit(c))).Select(f => f.HintName).ToArray();
                Assert.Equal(files.Length, files.Distinct(StringComparer.OrdinalIgnoreCase).Count());
                Assert.All(bound.Diagnostics.ToArray(), d => Assert.NotEmpty(d.ToDiagnostic().GetMessage(null)));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"Seed {seed}, round {i}:\n{string.Join("\n", specs)}", e);
            }
        }
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#malformed-anything")]
    [InlineData(3)]
    [InlineData(4)]
    public void What_is_emitted_of_anything_compiles(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 20; i++)
        {
            var specs = Specs(random);
            var session = new GeneratorSession([.. specs.Select((s, n) => new SpecText($"{n}.yml", s))]);
            session.Run();
            var problems = session.Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Take(5).ToArray();
            Assert.True(problems.Length == 0, $"Seed {seed}, round {i}:\n{string.Join("\n", problems.Select(Describe))}\n{string.Join("\n", specs)}");
        }
    }

    private static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic}\n    {diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line]}";

    // A specification or two, each with some things changed.
    private static string[] Specs(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => SpecMutator.Tree(random.GetItems(Originals, 1)[0], random, random.GetItems(Originals, 1)[0]))];
}
