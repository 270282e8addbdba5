using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
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
    private static readonly string[] Tokens =
    [
        "$ref: ", "null", "~", "&a ", "*a", "<<: *a", "[", "]", "{", "}", "- ", ": ", "? ", "!!int ", "!x ", "|\n", ">-\n", "---\n", "...\n", "\t", "'", "\"",
        "#/components/schemas/", "nullable: true", "%", "\\", "\0", "\u2028", "\uD83D", "\uFFFD", "1e999", "0x1F", "$.a[?@.b == ", "remove: true\n", "\r\n", "openapi: 3.0.0\n",
    ];

    private static readonly string?[] Values =
    [
        "null", "true", "false", "0", "-1", "1e999", "\"\"", "\"x\"", "\" \"", "[]", "{}", "[null]", "{\"\":null}", "[[1]]", "{\"$ref\":\"#/components/schemas/Map\"}",
        "{\"$ref\":\"#/components/schemas/area:Station<Reading>/properties/note\"}", "{\"$ref\":\"#/paths/~1stations~1{id}/get/responses/200/content/application~1json/schema\"}",
        "{\"$ref\":\"#/nowhere\"}", "{\"$ref\":\"other.yml#/a\"}", "{\"$ref\":5}", "{\"$ref\":\"#/components/schemas/y\",\"nullable\":true}", "{\"nullable\":true,\"allOf\":[{}]}",
        "{\"type\":\"strnig\"}", "{\"minLength\":\"x\"}", "{\"exclusiveMinimum\":true,\"minimum\":1}", "{\"discriminator\":{\"mapping\":{\"a\":\"y\",\"b\":\"#/x\",\"c\":null}}}", "\"3.0.1\"", "{\"$ref\":\"#/info\"}", "{\"$ref\":\"#\"}",
    ];

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
            string[] texts = [Mutate(Samples.OpenApi, random), Mutate(Samples.AsyncApi, random), Mutate(Samples.AsyncApi3, random), Mutate(Samples.Overlay, random)];
            Run(texts, $"seed {seed}, round {i}");
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
            Run([.. originals.Select(json => Replace(json, random))], $"seed {seed}, round {i}");
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

    private static string Mutate(string text, Random random)
    {
        var mutated = new StringBuilder(text);
        for (var n = random.Next(1, 5); n > 0 && mutated.Length > 0; n--)
        {
            var at = random.Next(mutated.Length);
            var length = Math.Min(random.Next(1, 40), mutated.Length - at);
            switch (random.Next(6))
            {
                case 0:
                    mutated.Remove(at, length);
                    break;
                case 1:
                    mutated.Insert(random.Next(mutated.Length), mutated.ToString(at, length));
                    break;
                case 2:
                    mutated.Insert(at, Tokens[random.Next(Tokens.Length)]);
                    break;
                case 3:
                    mutated[at] = (char)random.Next(9, 127);
                    break;
                case 4:
                    mutated.Insert(at, new string(' ', random.Next(1, 6)));
                    break;
                default:
                    mutated.Remove(at, length).Insert(at, Tokens[random.Next(Tokens.Length)]);
                    break;
            }
        }

        return mutated.ToString();
    }

    private static string Replace(string json, Random random)
    {
        var root = JsonNode.Parse(json)!;
        for (var n = random.Next(1, 4); n > 0; n--)
        {
            var all = new List<JsonNode>();
            Collect(root, all);
            var parent = all[random.Next(all.Count)];
            var value = JsonNode.Parse(Values[random.Next(Values.Length)]!);
            switch (parent)
            {
                case JsonObject { Count: > 0 } members:
                    members[random.Next(8) == 0 ? "new/one" : members.ElementAt(random.Next(members.Count)).Key] = value;
                    break;
                case JsonArray items:
                    items.Insert(random.Next(items.Count + 1), value);
                    break;
            }
        }

        return root.ToJsonString();

        static void Collect(JsonNode? node, List<JsonNode> all)
        {
            if (node is null)
                return;
            all.Add(node);
            foreach (var child in node is JsonObject members ? members.Select(m => m.Value) : node is JsonArray items ? items : [])
                Collect(child, all);
        }
    }
}
