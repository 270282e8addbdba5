using System.Text.Json.Nodes;
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

    // Values, keywords and references that mean something at many places.
    private static readonly string?[] Values =
    [
        "null", "true", "false", "0", "-1", "1e999", "2147483648", "\"\"", "\"x\"", "\"string\"", "\"class\"", "\"Equals\"", "\"a b\"", "\"\\u0000\"", "\"\\u2028}\"", "[]", "{}", "[null]", "{\"\":{}}",
        "[\"a\",\"a\"]", "[1,null,\"b\"]", "{\"type\":\"string\"}", "{\"type\":\"integer\",\"format\":\"int32\"}", "{\"type\":\"string\",\"format\":\"binary\"}", "{\"type\":\"string\",\"format\":\"byte\"}",
        "{\"type\":[\"string\",\"null\"]}", "{\"type\":\"null\"}", "{\"type\":\"array\"}", "{\"type\":\"array\",\"items\":{\"type\":\"array\",\"items\":{\"type\":[\"integer\",\"null\"]}}}", "{\"type\":\"object\"}",
        "{\"type\":\"object\",\"additionalProperties\":{\"type\":\"string\",\"nullable\":true}}", "{\"type\":\"object\",\"required\":[\"kind\"],\"properties\":{\"kind\":{\"const\":\"k\",\"type\":\"string\"}}}",
        "{\"type\":[\"string\",\"integer\",\"array\",\"object\"]}", "{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"integer\"}]}", "{\"oneOf\":[{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{}}},{\"type\":\"object\",\"required\":[\"b\"],\"properties\":{\"b\":{}}}]}",
        "{\"anyOf\":[{\"type\":\"string\",\"enum\":[\"a\"]},{\"type\":\"string\"}]}", "{\"allOf\":[{\"type\":\"object\",\"properties\":{\"p\":{\"type\":\"string\"}}},{\"required\":[\"p\"]}]}", "{\"enum\":[\"a\",null]}", "{\"const\":\"c\"}", "{\"deprecated\":true,\"type\":\"object\",\"properties\":{\"d\":{\"deprecated\":true,\"type\":\"string\"}},\"required\":[\"d\"]}",
        "{\"type\":\"string\",\"format\":\"password\"}", "{\"x-humegen-name\":\"Equals\",\"type\":\"object\",\"properties\":{\"e\":{}}}", "{\"x-humegen-namespace\":\"System\",\"type\":\"string\",\"enum\":[\"s\"]}", "{\"type\":\"string\",\"format\":\"date-time\"}",
    ];

    private static readonly string[] Names =
    [
        "nullable", "deprecated", "required", "type", "format", "enum", "const", "default", "description", "items", "properties", "additionalProperties", "oneOf", "anyOf", "allOf", "discriminator", "$ref",
        "x-humegen-name", "x-humegen-namespace", "x-humegen-ignore", "x-humegen-group", "x-humegen-paging", "x-humegen-default", "x-humegen-facts", "x-enum-varnames", "x-enum-descriptions", "a-b", "a_b", "AB",
        "Equals", "class", "", "explode", "style", "schema", "content", "application/json", "multipart/form-data", "text/plain", "application/octet-stream", "text/event-stream", "200", "default", "post", "in", "name",
    ];

    [Theory]
    [Trait("Attack", "docs/reliability.md#malformed-anything")]
    [InlineData(1)]
    [InlineData(2)]
    public void Anything_is_bound_and_emitted_or_reported(int seed)
    {
        var random = new Random(Seed(seed));
        for (var i = 0; i < Rounds(1500); i++)
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
        var random = new Random(Seed(seed));
        for (var i = 0; i < Rounds(20); i++)
        {
            var specs = Specs(random);
            var session = new GeneratorSession([.. specs.Select((s, n) => new SpecText($"{n}.yml", s))]);
            session.Run();
            var problems = session.Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Take(5).ToArray();
            Assert.True(problems.Length == 0, $"Seed {seed}, round {i}:\n{string.Join("\n", problems.Select(Describe))}\n{string.Join("\n", specs)}");
        }
    }

    private static int Rounds(int n) => Environment.GetEnvironmentVariable("FUZZ") is { } f ? int.Parse(f) * n / 100 : n;
    private static int Seed(int n) => Environment.GetEnvironmentVariable("FUZZSEED") is { } f ? int.Parse(f) * 10 + n : n;

    private static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic}\n    {diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line]}";

    // A specification or two, each with some things changed.
    private static string[] Specs(Random random) => [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Mutate(random.GetItems(Originals, 1)[0], random))];

    private static string Mutate(string json, Random random)
    {
        var root = JsonNode.Parse(json)!;
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var nodes = new List<JsonNode>();
            Collect(root, nodes);
            var node = nodes[random.Next(nodes.Count)];
            // Paths below the root alone, so that the document stays one.
            if (node.Parent is null || node.Parent.Parent is null)
                continue;
            Change(node, random, root);
        }

        return root.ToJsonString();
    }

    private static void Change(JsonNode node, Random random, JsonNode root)
    {
        switch (random.Next(5))
        {
            case 0 when node is JsonObject o:
                o[Names[random.Next(Names.Length)]] = Value(random, root);
                break;
            case 1 when node is JsonArray a:
                a.Add(Value(random, root));
                break;
            case 2 when node.Parent is JsonObject parent:
                // The same thing under another name beside it, or in its place.
                var copy = node.DeepClone();
                if (random.Next(2) == 0)
                    parent.Remove(node.GetPropertyName());
                parent[Names[random.Next(Names.Length)]] = copy;
                break;
            case 3 when node.Parent is JsonObject parent:
                parent.Remove(node.GetPropertyName());
                break;
            default:
                node.ReplaceWith(Value(random, root));
                break;
        }
    }

    private static JsonNode? Value(Random random, JsonNode root)
    {
        var schemas = root["components"]?["schemas"] as JsonObject;
        if (schemas is { Count: > 0 } && random.Next(4) == 0)
            return new JsonObject { ["$ref"] = "#/components/schemas/" + schemas.ElementAt(random.Next(schemas.Count)).Key };
        return JsonNode.Parse(Values[random.Next(Values.Length)]!);
    }

    private static void Collect(JsonNode? node, List<JsonNode> nodes)
    {
        if (node is null)
            return;
        nodes.Add(node);
        foreach (var child in node switch { JsonObject o => o.Select(m => m.Value), JsonArray a => a, _ => [] })
            Collect(child, nodes);
    }
}
