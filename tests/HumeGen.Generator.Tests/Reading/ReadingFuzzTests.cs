using System.Globalization;
using System.Text.RegularExpressions;
using HumeGen.Generator.Binding;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Emitting;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Tests.Reading;

/// <summary>Malformed input of every kind: nothing is thrown on the whole way to C#, and whatever is not read has a diagnostic that says so.</summary>
public class ReadingFuzzTests
{
    [Theory]
    [Trait("Attack", "docs/reliability.md#malformed-anything")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Text_cut_and_mixed_at_random_is_read_or_reported(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            string[] originals = [Samples.OpenApi, Samples.AsyncApi, Samples.AsyncApi3, Samples.Overlay];
            Run([.. originals.Select(text => SpecMutator.Text(text, random))], $"seed {seed}, round {i}");
        }
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#malformed-anything")]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void Trees_with_other_values_at_random_places_are_loaded_or_reported(int seed)
    {
        var random = new Random(seed);
        string[] originals = [.. new[] { Samples.OpenApi, Samples.AsyncApi, Samples.AsyncApi3, Samples.Overlay }.Select(text => SpecReader.Read("a", text, default).Json)];
        for (var i = 0; i < 300; i++)
            Run([.. originals.Select(json => SpecMutator.Tree(json, random))], $"seed {seed}, round {i}");
    }

    private static void Run(string[] texts, string round)
    {
        try
        {
            var documents = texts.Select((text, i) => SpecReader.Read($"{i}.yml", text, default)).ToList();
            Assert.All(documents.Where(d => d.Kind == SpecKind.None), d => Assert.NotEmpty(d.Diagnostics));
            var specs = SpecLoader.Load(documents, default);
            var diagnostics = specs.Diagnostics.ToList();
            foreach (var document in specs.Documents)
            {
                if (document.OpenApi is { } loaded)
                    Touch(loaded);
                else
                    Assert.NotEmpty(document.Document.Diagnostics);
                diagnostics.AddRange(document.Document.Diagnostics);
            }

            var bound = ApiBinder.Bind(specs, ProjectSettings.Default, default);
            Assert.All(bound.Model.Types.SelectMany(Emitter.Emit).Concat(bound.Model.Clients.SelectMany(Emitter.Emit)), file => Assert.NotEmpty(file.Text));

            foreach (var diagnostic in diagnostics.Concat(bound.Diagnostics))
            {
                var format = Descriptors.ById(diagnostic.Id).MessageFormat.ToString(CultureInfo.InvariantCulture);
                Assert.Equal(Regex.Matches(format, @"\{\d\}").Select(m => m.Value).Distinct().Count(), diagnostic.Arguments.Count);
                Assert.NotEqual(Location.None, diagnostic.ToDiagnostic().Location);
            }
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(round + "\n" + string.Join("\n=====\n", texts), exception);
        }
    }

    /// <summary>Follows every reference that a binder could follow.</summary>
    private static void Touch(OpenApiDocument document)
    {
        var seen = new HashSet<IOpenApiSchema>(ReferenceEqualityComparer.Instance);
        var open = new Stack<IOpenApiSchema?>(document.Components?.Schemas?.Values ?? []);
        foreach (var path in (document.Paths?.Values.AsEnumerable() ?? []).Concat(document.Webhooks?.Values ?? []))
        {
            foreach (var (_, operation) in path.Operations ?? [])
            {
                foreach (var parameter in operation.Parameters ?? [])
                {
                    Assert.NotNull(parameter.Name);
                    open.Push(parameter.Schema);
                }

                foreach (var media in (operation.RequestBody?.Content?.Values ?? []).Concat(operation.Responses?.Values.SelectMany(r => r.Content?.Values ?? []) ?? []))
                    open.Push(media.Schema);
            }
        }

        while (open.Count > 0)
        {
            if (open.Pop() is not { } schema || !seen.Add(schema))
                continue;
            if (schema is OpenApiSchemaReference reference)
                Assert.NotNull(reference.RecursiveTarget);
            foreach (var inner in (schema.Properties?.Values ?? []).Concat(schema.OneOf ?? []).Concat(schema.AnyOf ?? []).Concat(schema.AllOf ?? []))
                open.Push(inner);
            open.Push(schema.Items);
            open.Push(schema.AdditionalProperties);
        }
    }
}
