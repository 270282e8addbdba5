using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Tests.Reading;

public class OpenApiLoaderTests
{
    [Fact]
    public void A_document_loads_with_all_its_parts()
    {
        var document = ReadHelper.Load(Samples.OpenApi);

        Assert.Equal(["/stations/{id}"], document.Paths!.Keys);
        Assert.Equal(["reading"], document.Webhooks!.Keys);
        Assert.Equal(["area:Station<Reading>", "Reading", "y", "Map", "Closed", "All"], document.Components!.Schemas!.Keys);
        Assert.Equal("id", document.Paths["/stations/{id}"].Parameters![0].Name);
        Assert.Equal("What went wrong.", document.Paths["/stations/{id}"].Operations![HttpMethod.Get].Responses!["default"].Description);
    }

    [Theory]
    [InlineData("a:b", "a:b")]
    [InlineData("State<Inference>", "State<Inference>")]
    [InlineData("State<Inference>", "State%3CInference%3E")]
    [InlineData("batch:State<A>", "batch%3aState%3cA%3e")]
    [InlineData("a-b_c.d", "a-b_c.d")]
    [InlineData("with blank", "with blank")]
    [InlineData("with blank", "with%20blank")]
    [InlineData("with~tilde", "with~0tilde")]
    [InlineData("50%", "50%25")]
    [InlineData("ü", "%C3%BC")]
    [InlineData("a#b", "a%23b")]
    public void A_reference_finds_its_component_however_it_is_escaped(string key, string escaped)
    {
        var schemas = $"    \"{key}\": {{type: integer}}\n    User: {{type: object, properties: {{x: {{$ref: \"#/components/schemas/{escaped}\"}}}}}}";

        foreach (var version in (string[])["3.0.3", "3.1.0", "3.2.0"])
        {
            var reference = Assert.IsType<OpenApiSchemaReference>(ReadHelper.Load(ReadHelper.WithSchemas(schemas, version)).Components!.Schemas!["User"].Properties!["x"]);
            Assert.Equal((key, JsonSchemaType.Integer), (reference.Reference.Id, reference.Target!.Type));
        }
    }

    [Fact]
    public void A_component_with_a_slash_in_its_name_gets_another_beside_it()
    {
        var document = ReadHelper.Load(ReadHelper.WithSchemas("    a/b: {type: integer}\n    a_b: {}\n    User: {$ref: '#/components/schemas/a~1b'}"));

        var reference = Assert.IsType<OpenApiSchemaReference>(document.Components!.Schemas!["User"]);
        Assert.Equal(("a_b_2", JsonSchemaType.Integer), (reference.Reference.Id, reference.Target!.Type));
        Assert.Equal("a_b_2", Assert.IsType<OpenApiSchemaReference>(document.Components.Schemas["a/b"]).Reference.Id);
    }

    [Fact]
    public void A_reference_into_the_middle_makes_a_component_of_what_stands_there()
    {
        const string Text = """
            openapi: 3.0.3
            info: {title: T, version: '1'}
            paths:
              /a:
                get:
                  responses:
                    '200':
                      description: d
                      content: {application/json: {schema: {type: object, x-here: 1, properties: {p: {type: string}}}}}
            components:
              schemas:
                A: {$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema'}
                B: {$ref: '#/components/schemas/C/properties/inner%20one'}
                C: {type: object, properties: {inner one: {type: object, properties: {p: {$ref: '#/components/schemas/C/properties/inner%20one'}}}}}
            """;
        var document = ReadHelper.Apply(Text).Documents[0];

        var schemas = OpenApiLoader.Load(document, default)!.Components!.Schemas!;

        Assert.Empty(document.Diagnostics);
        Assert.Equal(["A", "B", "C", "get__a_Response", "C_inner_one"], schemas.Keys);
        Assert.Equal("get__a_Response", ((OpenApiSchemaReference)schemas["A"]).Reference.Id);
        Assert.Equal("C_inner_one", ((OpenApiSchemaReference)schemas["C"].Properties!["inner one"]).Reference.Id);
        Assert.Equal("C_inner_one", ((OpenApiSchemaReference)schemas["C_inner_one"].Properties!["p"]).Reference.Id);
        Assert.Equal(8, document.Locate("/components/schemas/get__a_Response/x-here")!.LineSpan.Start.Line);
    }

    [Fact]
    public void What_stands_beside_a_reference_can_be_read()
    {
        foreach (var version in (string[])["3.0.3", "3.1.0"])
        {
            var document = ReadHelper.Load(ReadHelper.WithSchemas("""
                    A: {type: object, description: Of A., properties: {x: {$ref: '#/components/schemas/B', description: Beside., x-name: Other, deprecated: true}}}
                    B: {type: string, description: Of B.}
                """, version));

            var reference = Assert.IsType<OpenApiSchemaReference>(document.Components!.Schemas!["A"].Properties!["x"]);
            Assert.Equal(("Beside.", true, "Of B."), (reference.Description, reference.Deprecated, reference.Target!.Description));
            Assert.Equal("Other", Text(reference.Extensions!["x-name"]));
        }
    }

    [Theory]
    [InlineData("{type: [string, 'null']}", JsonSchemaType.String | JsonSchemaType.Null, 0)]
    [InlineData("{type: string, nullable: true}", JsonSchemaType.String | JsonSchemaType.Null, 0)]
    [InlineData("{type: string, nullable: false}", JsonSchemaType.String, 0)]
    [InlineData("{type: [string], nullable: true}", JsonSchemaType.String | JsonSchemaType.Null, 0)]
    [InlineData("{oneOf: [{$ref: '#/components/schemas/B'}, {type: 'null'}]}", null, 2)]
    [InlineData("{oneOf: [{$ref: '#/components/schemas/B'}], nullable: true}", null, 2)]
    [InlineData("{$ref: '#/components/schemas/B', nullable: true, description: Beside.}", null, 2)]
    [InlineData("{allOf: [{$ref: '#/components/schemas/B'}], nullable: true, description: Beside.}", null, 2)]
    [InlineData("{oneOf: [{$ref: '#/components/schemas/B'}]}", null, 1)]
    public void The_spellings_of_null_come_out_alike(string schema, JsonSchemaType? type, int variants)
    {
        foreach (var version in (string[])["3.0.3", "3.1.0", "3.2.0"])
        {
            // OpenAPI 3.0 knows no lists of types, but nobody is hurt when one is read.
            var found = ReadHelper.Load(ReadHelper.WithSchemas($"    A: {schema}\n    B: {{type: object}}", version)).Components!.Schemas!["A"];

            Assert.Equal((type, variants), (found.Type, found.OneOf?.Count ?? 0));
            if (variants == 2)
                Assert.Equal(JsonSchemaType.Null, found.OneOf![1].Type);
            if (schema.Contains("Beside.", StringComparison.Ordinal))
                Assert.Equal("Beside.", found.Description);
        }
    }

    [Fact]
    public void Null_in_an_enum_is_told_by_its_sentinel()
    {
        var values = ReadHelper.Load(ReadHelper.WithSchemas("    A: {enum: [a], nullable: true}\n    B: {enum: [a, null]}")).Components!.Schemas!;

        Assert.All(values.Values, schema => Assert.Equal([false, true], schema.Enum!.Select(value => value.IsJsonNullSentinel())));
    }

    [Fact]
    public void Limits_that_exclude_themselves_are_read_from_both_versions()
    {
        var schemas = ReadHelper.Load(ReadHelper.WithSchemas("    A: {minimum: 1, exclusiveMinimum: true, maximum: 9, exclusiveMaximum: false}\n    B: {exclusiveMinimum: 1.5}")).Components!.Schemas!;

        Assert.Equal((null, "1", "9", null), (schemas["A"].Minimum, schemas["A"].ExclusiveMinimum, schemas["A"].Maximum, schemas["A"].ExclusiveMaximum));
        Assert.Equal("1.5", schemas["B"].ExclusiveMinimum);
    }

    [Fact]
    public void Boolean_schemas_are_schemas()
    {
        var schema = ReadHelper.Load(ReadHelper.WithSchemas("    A: {properties: {any: true, none: false}, items: true, additionalProperties: false}")).Components!.Schemas!["A"];

        Assert.Null(schema.Properties!["any"].Not);
        Assert.NotNull(schema.Properties["none"].Not);
        Assert.NotNull(schema.Items);
        Assert.False(schema.AdditionalPropertiesAllowed);
    }

    [Fact]
    public void Extensions_are_reachable_wherever_they_stand()
    {
        var operations = ReadHelper.Load(Samples.OpenApi, Samples.Overlay.Replace("- target: $.paths", "- target: $.x-none", StringComparison.Ordinal)
            .Replace("    remove: true", "    update: {}", StringComparison.Ordinal).Replace("- target: $.x-none.*.*.parameters[?@.in == 'query' && @.name != 'x']", "- target: $.paths", StringComparison.Ordinal));
        var get = operations.Paths!["/stations/{id}"].Operations![HttpMethod.Get];
        var post = operations.Paths["/stations/{id}"].Operations![HttpMethod.Post];

        Assert.Equal("Weather", Text(operations.Extensions!["x-client"]));
        Assert.Equal("Stations", Text(get.Extensions!["x-group"]));
        Assert.Equal("1", Text(get.Parameters![0].Extensions!["x-hint"]));
        Assert.Equal("yes", Text(get.Responses!["200"].Content!["application/json"].Extensions!["x-media"]));
        Assert.Equal("indexed", Text(post.RequestBody!.Content!["multipart/form-data"].Encoding!["kinds"].Extensions!["x-array"]));
        Assert.Equal("Station", Text(operations.Components!.Schemas!["area:Station<Reading>"].Extensions!["x-name"]));
    }

    [Fact]
    public void The_schemas_of_an_AsyncAPI_document_load_the_same_way()
    {
        var document = ReadHelper.Apply(Samples.AsyncApi).Documents[0];

        var schemas = OpenApiLoader.Load(document, default)!.Components!.Schemas!;

        Assert.Empty(document.Diagnostics);
        Assert.Equal(["Ask", "Place"], schemas.Keys);
        Assert.Equal(JsonSchemaType.String | JsonSchemaType.Null, schemas["Ask"].Properties!["text"].Type);
        Assert.Equal("Place", Assert.IsType<OpenApiSchemaReference>(schemas["Ask"].Properties!["place"].OneOf![0]).Reference.Id);
        Assert.Equal("#/components/messages/Ask", document.Root["channels"]!["/live"]!["publish"]!["message"]!["$ref"]!.ToString());
    }

    [Fact]
    public void References_of_AsyncAPI_are_checked_as_well() => Assert.Contains(
        "'#/components/messages/Aks' points at nothing",
        ReadHelper.Expect("HG0016", Samples.AsyncApi.Replace("message: {$ref: '#/components/messages/Ask'}", "message: {$ref: «'#/components/messages/Aks'»}", StringComparison.Ordinal)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("{action: send, channel: {$ref: '#/channels/live'}}", "{action: send, channel: {$ref: '#/channels/live'}, messages: [{$ref: «'#/channels/live/messages/tel'»}, {$ref: '#/channels/live/messages/tell'}]}")]
    [InlineData("messages: [{$ref: '#/channels/live/messages/ask'}]}", "messages: [{$ref: '#/channels/live/messages/ask'}], reply: {messages: [{$ref: «'#/channels/live/messages/tel'»}]}}")]
    public void A_message_that_is_not_there_has_one_diagnostic(string text, string broken) => Assert.Contains(
        "'#/channels/live/messages/tel' points at nothing",
        ReadHelper.Expect("HG0016", "x-humegen: {perspective: server}\n" + Samples.AsyncApi3.Replace(text, broken, StringComparison.Ordinal)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("    A: {$ref: «'#/components/schemas/Missing'»}", "HG0016")]
    [InlineData("    A: {$ref: «5»}", "HG0016")]
    [InlineData("    A: {$ref: «'#name'»}", "HG0016")]
    [InlineData("    A: {type: object, properties: {a/b: {items: {$ref: «other.yml»}}}}", "HG0017")]
    [InlineData("    A: {$ref: «'#/components/schemas/A'»}", "HG0018")]
    [InlineData("    A: {$ref: «'#/info'»}", "HG0019")]
    [InlineData("    A: {type: «strnig»}", "HG0034")]
    [InlineData("    A: {properties: {p: {minLength: «x»}}}", "HG0034")]
    [InlineData("    A: {type: string}\n    B: {oneOf: [{}, {properties: {q: {maxItems: «1e-3»}}}]}", "HG0034")]
    [InlineData("    A: {«properties»: [a]}", "HG0034")]
    [InlineData("    A: {properties: {p: «text»}}", "HG0012")]
    [InlineData("    A: {properties: {«p»: }}", "HG0012")]
    [InlineData("    A: {allOf: [«»null]}", "HG0012")]
    public void A_schema_that_is_wrong(string schemas, string id)
    {
        var text = ReadHelper.WithSchemas(schemas.Replace("«»null", "«null»", StringComparison.Ordinal));

        Assert.NotEmpty(ReadHelper.Expect(id, text));
    }

    [Theory]
    [InlineData("/a: {get: {«respones»: {}}}", "HG0025", "'respones'")]
    [InlineData("«a»: {get: {}}", "HG0025", "'a'")]
    [InlineData("/a: «text»", "HG0012", "mapping is expected")]
    [InlineData("/a: {get: {responses: «[a]»}}", "HG0012", "mapping is expected")]
    [InlineData("/a: {get: {security: «5»}}", "HG0012", "list is expected")]
    [InlineData("/a: {get: {parameters: [{«in»: query}]}}", "HG0012", "needs 'name'")]
    [InlineData("/a: {get: {parameters: [«text»]}}", "HG0012", "mapping is expected")]
    [InlineData("/a: {get: {parameters: [{name: x, in: «somewhere»}]}}", "HG0012", "somewhere")]
    [InlineData("/a: {get: {parameters: [{$ref: «'#/components/schemas/A'»}]}}", "HG0019", "'#/components/parameters/...'")]
    [InlineData("/a: {get: {responses: {'200': {$ref: «'#/paths/~1b'»}}}}", "HG0016", "")]
    public void A_path_that_is_wrong(string paths, string id, string message)
    {
        var text = $"openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  {paths}\ncomponents: {{schemas: {{A: {{}}}}}}\n"
            .Replace("«[a]»", "[a]", StringComparison.Ordinal).Replace("{responses: [a]", "{«responses»: [a]", StringComparison.Ordinal);

        Assert.Contains(message, ReadHelper.Expect(id, text), StringComparison.Ordinal);
    }

    [Fact]
    public void What_an_overlay_broke_is_reported_in_the_overlay()
    {
        var message = ReadHelper.Expect(
            "HG0016",
            ReadHelper.WithSchemas("    A: {type: object, properties: {p: {}}}"),
            "overlay: 1.0.0\nactions:\n- target: $.components.schemas.A.properties.p\n  update: {$ref: «'#/components/schemas/B'»}\n");

        Assert.Contains("#/components/schemas/B", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_components_that_the_library_dislikes_are_no_error() =>
        Assert.Single(ReadHelper.Load(ReadHelper.WithSchemas("    'a:b <c> (d)': {type: string}")).Components!.Schemas!);

    [Fact]
    public void Everything_that_is_usable_is_loaded_beside_what_is_wrong()
    {
        var (document, diagnostics) = ReadHelper.TryLoad(ReadHelper.WithSchemas("    A: {$ref: nowhere}\n    B: {type: object, properties: {x: , y: {type: string}}}"));

        Assert.Equal(["HG0012", "HG0017"], diagnostics.Ids());
        Assert.Equal(JsonSchemaType.String, document!.Components!.Schemas!["B"].Properties!["y"].Type);
    }

    [Fact]
    public void Keys_without_a_value_are_empty() =>
        Assert.NotNull(ReadHelper.Load("openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\ncomponents:\n"));

    [Fact]
    public void The_bundled_specs_are_read_without_a_single_diagnostic()
    {
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "specs"), "*.yml").Select(path => ReadHelper.File(File.ReadAllText(path), path)).ToList();

        var specs = SpecLoader.Load(files, default);

        Assert.All(specs.Documents, document => Assert.NotNull(document.OpenApi));
        Assert.Empty(specs.Diagnostics.Concat(specs.Documents.SelectMany(d => d.Document.Diagnostics)).Select(diagnostic => diagnostic.ToDiagnostic().ToString()));
        Assert.Contains(files, file => file.Kind == SpecKind.Overlay);
        Assert.Contains(specs.Documents, document => document.Document.File.Kind == SpecKind.AsyncApi);
    }

    private static string Text(IOpenApiExtension extension) => Assert.IsType<JsonNodeExtension>(extension).Node.ToString();
}
