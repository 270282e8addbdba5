using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests.Reading;

/// <summary>Values that a keyword cannot have: each costs no more than itself, and is reported where it stands.</summary>
public class InvalidKeywordTests
{
    [Theory]
    [InlineData("{type: «bool»}", "bool?")]
    [InlineData("{type: «Boolean»}", "bool?")]
    [InlineData("{type: «int»}", "long?")]
    [InlineData("{type: «int32»}", "int?")]
    [InlineData("{type: «float»}", "double?")]
    [InlineData("{type: «decimal»}", "decimal?")]
    [InlineData("{type: «str»}", "string?")]
    [InlineData("{type: «datetime»}", "DateTimeOffset?")]
    [InlineData("{type: «date»}", "DateOnly?")]
    [InlineData("{type: «list», items: {type: string}}", "IReadOnlyList<string>?")]
    [InlineData("{type: «dict»}", "IReadOnlyDictionary<string, JsonElement>?")]
    [InlineData("{type: «any»}", "JsonElement?")]
    [InlineData("{type: «color»}", "JsonElement?")]
    [InlineData("{type: string, maxLength: «many»}", "string?")]
    [InlineData("{type: integer, minimum: «low»}", "long?")]
    [InlineData("{type: integer, «required»: true}", "long?", true)]
    [InlineData("{type: string, nullable: «'yes'»}", "string?")]
    [InlineData("{type: array, uniqueItems: «perhaps», items: {type: string}}", "IReadOnlyList<string>?")]
    [InlineData("{type: object, additionalProperties: «maybe»}", "IReadOnlyDictionary<string, JsonElement>?")]
    public void The_type_is_the_obvious_one_or_any_JSON(string schema, string expected, bool isAtKey = false)
    {
        var text = ReadHelper.WithSchemas($"    A: {{type: object, properties: {{a: {schema}}}}}");
        if (isAtKey)
            text = text.Replace("«required»: true", "required: «true»", StringComparison.Ordinal);

        ReadHelper.Expect("HG0034", text);
        var run = GeneratorRun.Of(text.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal), expectDiagnostics: true);
        Assert.Equal((DiagnosticSeverity.Warning, expected + " AValue"), (Assert.Single(run.Diagnostics).DefaultSeverity, run.Properties("T.A").First()));
    }

    [Theory]
    [InlineData("{type: [string, null]}", "string?")]
    [InlineData("{oneOf: [{type: integer}, {type: null}]}", "long?")]
    [InlineData("{type: string, maxLength: '5', minLength: 1.0}", "string?")]
    [InlineData("{type: string, format: , pattern: }", "string?")]
    [InlineData("{type: string, examples: {one: {value: 1}}, example: {x: [1]}, xml: 5, externalDocs: []}", "string?")]
    [InlineData("{type: integer, example: [1], examples: none}", "long?")]
    public void What_is_plain_or_means_nothing_gets_no_word(string schema, string expected) => Assert.Equal(
        expected + " AValue", GeneratorRun.Of(ReadHelper.WithSchemas($"    A: {{type: object, properties: {{a: {schema}}}}}")).Properties("T.A").First());

    [Theory]
    [InlineData("3.0.3", "{type: string, nullabel: «true»}", "'nullabel' here (did you mean 'nullable'?)")]
    [InlineData("3.1.0", "{type: string, maxLenght: «3»}", "'maxLenght' here (did you mean 'maxLength'?)")]
    [InlineData("3.1.0", "{type: array, items: {readonly: «true»}}", "'readonly' here (did you mean 'readOnly'?)")]
    [InlineData("3.0.3", "{oneOf: [{type: string, unit: «cm»}, {type: integer, unit: kg}]}", "'unit' here, so")]
    public void A_word_that_schemas_do_not_have(string version, string schema, string said)
    {
        var text = ReadHelper.WithSchemas("    A: " + schema).Replace("openapi: 3.1.0", "openapi: " + version, StringComparison.Ordinal);

        Assert.Contains(said, ReadHelper.Expect("HG0025", text), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3.1.0", "{type: string, unit: cm, note: a, optional: true}")]
    [InlineData("3.1.0", "{$id: 'https://a.example/a', $schema: 'https://json-schema.org/draft/2020-12/schema', $comment: a, contentSchema: {}, dependentRequired: {a: [b]}, minContains: 1}")]
    [InlineData("3.0.3", "{type: object, x-unit: cm, properties: {unit: {type: string}, nullabel: {type: string}}}")]
    [InlineData("3.0.3", "{type: object, properties: {a: {$ref: '#/components/schemas/B', unit: cm}}}\n    B: {type: string}")]
    public void Words_of_somebody_s_own_get_no_word(string version, string schema) =>
        GeneratorRun.Of(ReadHelper.WithSchemas("    A: " + schema).Replace("openapi: 3.1.0", "openapi: " + version, StringComparison.Ordinal));

    [Fact]
    public void A_mapping_to_a_schema_that_is_not_there_says_so() => Assert.StartsWith("'Cc' points at nothing", ReadHelper.Expect("HG0016", ReadHelper.WithSchemas("""
            A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], discriminator: {propertyName: of, mapping: {b: B, c: «Cc»}}}
            B: {type: object, required: [of], properties: {of: {type: string}}}
            C: {type: object, required: [of], properties: {of: {type: string}}}
        """)), StringComparison.Ordinal);

    [Theory]
    [InlineData("{type: integer, default: «ten»}")]
    [InlineData("{type: string, enum: [a, b], default: «c»}")]
    [InlineData("{type: integer, default: «1.5»}")]
    [InlineData("{type: boolean, default: «5»}")]
    [InlineData("{type: string, «default»: [a]}")]
    [InlineData("{type: array, items: {type: string}, default: «a»}")]
    public void A_default_that_does_not_fit(string schema) => ReadHelper.Expect("HG0035", ReadHelper.WithSchemas("    A: " + schema));

    [Theory]
    [InlineData("{type: integer, default: 5}")]
    [InlineData("{type: string, enum: [{value: a}, {value: b}], default: b}")]
    [InlineData("{type: string, enum: [007, b], default: 007}")]
    [InlineData("{type: number, nullable: true, default: null}")]
    [InlineData("{type: array, items: {type: string}, default: [a]}")]
    public void A_default_that_fits_is_not_reported(string schema) => Assert.Empty(ReadHelper.TryLoad(ReadHelper.WithSchemas("    A: " + schema)).Diagnostics);

    [Fact]
    public void Examples_are_passed_over_wherever_they_stand()
    {
        var run = GeneratorRun.Of("""
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            servers: [{url: 'https://sample.example'}]
            paths:
              /a:
                get:
                  operationId: read
                  parameters: [{name: q, in: query, schema: {type: string}, example: {a: 1}, examples: [1]}]
                  responses:
                    '200':
                      description: Yes.
                      headers: {X-H: {schema: {type: string}, examples: 5}}
                      content: {application/json: {schema: {type: string, examples: {a: 1}}, examples: [1, 2], example: }}
                      links: [none]
            components: {examples: [1], links: 5}
            """);

        Assert.Contains("M:Sample.ISampleClient.ReadAsync(Sample.ReadRequest,HumeGen.ApiCallOptions,System.Threading.CancellationToken)", run.Declarations());
    }

    [Fact]
    public void A_severity_makes_the_fault_of_one_operation_a_warning()
    {
        const string spec = """
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            servers: [{url: 'https://sample.example'}]
            paths:
              /good: {get: {operationId: good, responses: {'204': {description: Yes.}}}}
              /bad: {get: {operationId: bad, parameters: [{name: q}], responses: {'204': 5}}}
              /worse: {get: 5}
            """;
        var run = GeneratorRun.Of([new SpecText("spec.yml", spec)], expectDiagnostics: true);

        Assert.All(run.Diagnostics, d => Assert.Equal(("HG0012", DiagnosticSeverity.Error), (d.Id, d.Severity)));
        Assert.Equal(3, run.Diagnostics.Count);
        Assert.Contains("M:Sample.ISampleClient.GoodAsync(HumeGen.ApiCallOptions,System.Threading.CancellationToken)", run.Declarations());
        Assert.Contains("M:Sample.ISampleClient.BadAsync(HumeGen.ApiCallOptions,System.Threading.CancellationToken)", run.Declarations());
    }

    // Each node of a document with each kind of wrong value: what is reported stands on the lines of the node, and all else is still there.
    [Theory]
    [InlineData("\"wrong\"")]
    [InlineData("5")]
    [InlineData("true")]
    [InlineData("[]")]
    [InlineData("[\"x\"]")]
    [InlineData("{\"x\":1}")]
    public void A_wrong_value_is_reported_on_its_own_line(string wrong)
    {
        var root = JsonNode.Parse(Catalogue)!;
        foreach (var path in Paths(root, []).Where(p => p is not ["openapi"]))
        {
            var copy = root.DeepClone();
            var parent = path.SkipLast(1).Aggregate(copy, (node, step) => node is JsonArray items ? items[int.Parse(step, null)]! : node[step]!);
            if (parent is JsonArray list)
                list[int.Parse(path[^1], null)] = JsonNode.Parse(wrong);
            else
                parent[path[^1]] = JsonNode.Parse(wrong);
            var (text, lines) = Print(copy);
            // A list of texts is reported as a whole.
            var (first, last) = lines[string.Join('\n', parent is JsonArray ? path[..^1] : path)];

            var (document, diagnostics) = ReadHelper.TryLoad(text);

            var at = $"{string.Join('/', path)} = {wrong}";
            Assert.True(document is not null, at);
            foreach (var diagnostic in diagnostics.Where(d => d.Id is "HG0012" or "HG0025" or "HG0034" or "HG0035"))
            {
                Assert.True(
                    diagnostic.Location!.LineSpan.Start.Line is var line && line >= first && line <= last,
                    $"{at}: {diagnostic.ToDiagnostic()} is not on {first + 1} to {last + 1}");
            }

            if (path[0] != "paths")
                Assert.Equal(2, document.Paths.Count);
        }
    }

    private const string Catalogue = """
        {
          "openapi": "3.0.3",
          "info": {"title": "T", "version": "1", "contact": {"name": "n"}},
          "servers": [{"url": "https://{e}.example", "variables": {"e": {"default": "a", "enum": ["a", "b"]}}}],
          "tags": [{"name": "One", "description": "x"}],
          "paths": {
            "/a/{id}": {
              "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "integer"}}],
              "get": {
                "operationId": "getA", "summary": "x", "tags": ["One"], "deprecated": false,
                "parameters": [{"name": "p", "in": "query", "schema": {}}, {"name": "q", "in": "query", "style": "form", "explode": true, "schema": {"type": "array", "items": {"enum": ["a"]}}, "example": ["a"]}],
                "responses": {"200": {"description": "ok", "headers": {"X-R": {"schema": {"type": "integer"}}}, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}}
              }
            },
            "/b": {
              "post": {
                "operationId": "b",
                "requestBody": {"required": true, "content": {"multipart/form-data": {"schema": {"type": "object", "required": ["f"], "properties": {"f": {"type": "string"}}}, "encoding": {"f": {"contentType": "image/png"}}}}},
                "responses": {"default": {"description": "x"}}
              }
            }
          },
          "components": {
            "schemas": {
              "Thing": {
                "type": "object", "title": "T", "required": ["id"],
                "properties": {
                  "id": {"type": "string", "minLength": 1, "pattern": "^a", "nullable": true, "readOnly": true, "example": "x", "default": "abc"},
                  "l": {"type": "array", "maxItems": 4, "items": {"allOf": [{"type": "object", "properties": {"z": {"type": "number", "exclusiveMinimum": true, "minimum": 0}}}]}}
                },
                "additionalProperties": false
              }
            }
          }
        }
        """;

    private static IEnumerable<string[]> Paths(JsonNode? node, string[] way)
    {
        var children = node switch
        {
            JsonObject members => members.Select(m => (m.Key, m.Value)),
            JsonArray items => items.Select((item, i) => (i.ToString(null, null), item)),
            _ => [],
        };
        foreach (var (step, child) in children)
        {
            string[] path = [.. way, step];
            yield return path;
            foreach (var inner in Paths(child, path))
                yield return inner;
        }
    }

    // One node a line, with the first and the last line of each.
    private static (string Text, Dictionary<string, (int First, int Last)> Lines) Print(JsonNode root)
    {
        var text = new System.Text.StringBuilder();
        var lines = new Dictionary<string, (int, int)>();
        var line = 0;
        Write(root, []);
        return (text.ToString(), lines);

        void Write(JsonNode? node, string[] way)
        {
            var first = line;
            if (node is JsonObject or JsonArray)
            {
                text.Append(node is JsonObject ? '{' : '[');
                var separator = "\n";
                foreach (var path in Paths(node, way).Where(p => p.Length == way.Length + 1))
                {
                    text.Append(separator);
                    line++;
                    separator = ",\n";
                    if (node is JsonObject)
                        text.Append(JsonValue.Create(path[^1]).ToJsonString()).Append(": ");
                    Write(node is JsonArray items ? items[int.Parse(path[^1], null)] : node[path[^1]], path);
                }

                text.Append(node is JsonObject ? '}' : ']');
            }
            else
            {
                text.Append(node?.ToJsonString() ?? "null");
            }

            lines[string.Join('\n', way)] = (first, line);
        }
    }
}
