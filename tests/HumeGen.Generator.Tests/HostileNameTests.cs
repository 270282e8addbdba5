using System.Text.Json.Nodes;

namespace HumeGen.Generator.Tests;

/// <summary>Names that are no identifiers, that collide, or that mean something else in C#.</summary>
public class HostileNameTests
{
    /// <summary>Names in a specification, and their C# names.</summary>
    public static TheoryData<string, string> Names() => new()
    {
        { "class", "Class" },
        { "record", "Record" },
        { "file", "File" },
        { "field", "Field" },
        { "required", "Required" },
        { "await", "Await" },
        { "var", "Var" },
        { "dynamic", "Dynamic" },
        { "value;} public class Pwn {", "ValuePublicClassPwn" },
        { "a-b", "AB" },
        { "a b c", "ABC" },
        { "", "Empty" },
        { "1st", "_1st" },
        { "24", "_24" },
        { "***", "U002A_U002A_U002A" },
        { "中文", "U4E2D_U6587" },
        { "\u0430bc", "Bc" }, // The first letter is Cyrillic.
        { "a\u200Db", "Ab" },
        { "e\u0301t\u00e9", "Et\u00e9" },
        { "\u00b5s", "S" },
        { "gpt-4.1", "Gpt4_1" },
        { "con", "Con" },
        { "aux", "Aux" },
        { "../../evil", "Evil" },
        { "/etc/passwd", "EtcPasswd" },
        { "C\\evil", "CEvil" },
        { "Task", "Task" },
        { "String", "String" },
        { "string", "String" },
        { "Object", "Object" },
        { "Hume", "Hume" },
        { "HumeGen", "HumeGen" },
        { "System", "System" },
        { "global", "Global" },
        { "JsonElement", "JsonElement" },
        { "IReadOnlyList", "IReadOnlyList" },
        { "Utf8JsonReader", "Utf8JsonReader" },
        { "Exception", "Exception" },
        { "Nullable", "Nullable" },
        { "Attribute", "Attribute" },
        { "FilePart", "FilePart" },
        { "body", "Body" },
        { "query", "Query" },
        { "options", "Options" },
        { "cancellationToken", "CancellationToken" },
        { "request", "Request" },
        { "form", "Form" },
        { "item", "Item" },
        { "i", "I" },
        { "token", "Token" },
        { "reader", "Reader" },
        { "writer", "Writer" },
        { "name", "Name" },
        { "additional", "Additional" },
    };

    [Theory]
    [Trait("Attack", "docs/reliability.md#keywords-as-names")]
    [Trait("Attack", "docs/reliability.md#names-that-are-no-identifiers")]
    [Trait("Attack", "docs/reliability.md#names-that-look-alike")]
    [Trait("Attack", "docs/reliability.md#types-named-like-the-frameworks")]
    [Trait("Attack", "docs/reliability.md#schema-names-that-are-paths")]
    [MemberData(nameof(Names))]
    public void A_name_of_any_kind_becomes_its_identifier_everywhere(string text, string name)
    {
        var expected = GeneratorRun.Of(NamedEverywhere("zzz")).Declarations().Select(d => d.Replace("Zzz", name, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

        Assert.Equal(expected, GeneratorRun.Of(NamedEverywhere(text)).Declarations());
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#names-that-collide")]
    [InlineData("Equals", "EqualsValue")]
    [InlineData("GetHashCode", "GetHashCodeValue")]
    [InlineData("GetType", "GetTypeValue")]
    [InlineData("ToString", "ToStringValue")]
    [InlineData("MemberwiseClone", "MemberwiseCloneValue")]
    [InlineData("ReferenceEquals", "ReferenceEqualsValue")]
    [InlineData("Finalize", "FinalizeValue")]
    [InlineData("ReadJson", "ReadJsonValue")]
    [InlineData("WriteJson", "WriteJsonValue")]
    [InlineData("AdditionalProperties", "AdditionalPropertiesValue")]
    [InlineData("ExplicitNulls", "ExplicitNullsValue")]
    [InlineData("EqualityContract", "EqualityContractValue")]
    [InlineData("PrintMembers", "PrintMembersValue")]
    [InlineData("Clone", "CloneValue")]
    [InlineData("Value", "Value")]
    [InlineData("Kind", "Kind")]
    [InlineData("Kinds", "Kinds")]
    [InlineData("Unknown", "Unknown")]
    [InlineData("From", "From")]
    [InlineData("Data", "Data")]
    [InlineData("Description", "Description")]
    [InlineData("Pipeline", "Pipeline")]
    [InlineData("Dispose", "Dispose")]
    public void A_name_that_members_have_gets_a_word_more_where_it_must(string name, string property)
    {
        var run = GeneratorRun.Of(NamedEverywhere(name));

        Assert.Equal(Kinds(GeneratorRun.Of(NamedEverywhere("zzz"))), Kinds(run));
        Assert.Equal([$"string {property}", "long? Other"], run.Properties("Sample.One").SkipLast(1));
        Assert.Equal([$"string {property}"], run.Properties("Sample.IThree"));
        using var output = new LoadedOutput(run);
        output.AssertRoundTrip("Sample.One", new JsonObject { [name] = "a", ["other"] = 1 }.ToJsonString());
        output.AssertRoundTrip("Sample.Two", $"\"{name}\"");
        Assert.Equal("ThreeThreeB", output.ReadUnion("Sample.IThree", new JsonObject { [name] = "three b" }.ToJsonString()).GetType().Name);
    }

    [Theory]
    [InlineData("Json")]
    [InlineData("Raw")]
    [InlineData("Error")]
    [InlineData("JsonConverter")]
    public void A_key_that_a_union_cannot_offer_tells_its_members_all_the_same(string name)
    {
        var run = GeneratorRun.Of(NamedEverywhere(name));

        Assert.Empty(run.Properties("Sample.IThree"));
        using var output = new LoadedOutput(run);
        Assert.Equal("ThreeThreeB", output.ReadUnion("Sample.IThree", new JsonObject { [name] = "three b" }.ToJsonString()).GetType().Name);
    }

    private static IEnumerable<(char Kind, int Count)> Kinds(GeneratorRun run) => run.Declarations().GroupBy(d => d[0]).Select(g => (g.Key, g.Count())).OrderBy(k => k.Key);

    [Fact]
    [Trait("Attack", "docs/reliability.md#names-that-collide")]
    public void Forms_named_like_members_of_records_get_a_word_more() => Assert.Contains("Sample.EqualsValue", GeneratorRun.Of("""
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /uploads:
            post:
              operationId: upload
              requestBody: {content: {multipart/form-data: {schema: {x-humegen-name: Equals, type: object, properties: {note: {type: string}}}}}}
              responses: {'204': {description: Done.}}
        """, expectDiagnostics: true).TypeNames());

    [Fact]
    [Trait("Attack", "docs/reliability.md#names-that-collide")]
    public void Types_named_like_members_of_their_kind_get_a_word_more()
    {
        var run = GeneratorRun.Of("""
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            paths: {}
            components:
              schemas:
                Value: {type: string, enum: [kind]}
                Kind: {type: string, enum: [a]}
                Kinds: {type: string, enum: [value]}
                From: {type: [string, integer]}
                AsString: {type: [string, integer]}
                AsList: {oneOf: [{type: string}, {type: array, items: {type: string}}]}
                ToString: {type: object, properties: {to_string: {type: string}}}
                AdditionalProperties: {type: object, properties: {a: {type: string}}}
                Equals: {oneOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: object, required: [b], properties: {b: {type: string}}}]}
            """);

        Assert.Equal(
            [
                "Sample.AdditionalPropertiesValue", "Sample.AsList", "Sample.AsString", "Sample.Equals1", "Sample.Equals2", "Sample.FromValue", "Sample.IEqualsValue", "Sample.IEqualsValue.JsonConverter",
                "Sample.KindValue", "Sample.KindValue.Kinds", "Sample.KindsValue", "Sample.KindsValue.Kinds", "Sample.ToStringValue", "Sample.UnknownEqualsValue", "Sample.ValueValue", "Sample.ValueValue.Kinds",
            ],
            run.TypeNames());
        Assert.Contains("string? AsStringValue", run.Properties("Sample.AsString"));
        Assert.Contains("IReadOnlyList<string>? AsListValue", run.Properties("Sample.AsList"));
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#names-that-collide")]
    public void Names_that_become_the_same_are_told_apart_by_numbers()
    {
        var run = GeneratorRun.Of("""
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            paths:
              /a: {get: {operationId: do-it, responses: {'204': {description: Done.}}}}
              /b: {get: {operationId: do_it, responses: {'204': {description: Done.}}}}
            components:
              schemas:
                thing:
                  type: object
                  properties: {a-b: {type: string}, a_b: {type: string}, AB: {type: string}, thing: {type: string}, Thing_Value: {type: string}}
                level: {type: string, enum: [x-y, x_y, XY, level]}
            """);

        Assert.Equal(
            ["string? AB_2", "string? AB_3", "string? Ab", "string? ThingValue_2", "string? ThingValue", "IReadOnlyDictionary<string, JsonElement>? AdditionalProperties"],
            run.Properties("Sample.Thing"));
        Assert.Equal(["Level XY_2", "Level XY_3", "Level Xy", "Level LevelValue", "string Value", "Kinds Kind"], run.Properties("Sample.Level"));
        Assert.Contains("M:Sample.SampleClient.DoIt_2Async(HumeGen.ApiCallOptions,System.Threading.CancellationToken)", run.Declarations());
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#names-that-collide")]
    [Trait("Attack", "docs/reliability.md#file-names-out-of-bounds")]
    public void Schemas_that_become_the_same_name_are_told_apart_and_reported()
    {
        var run = GeneratorRun.Of(
            """
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            paths: {}
            components:
              schemas:
                a-b: {type: object, properties: {one: {type: string}}}
                AB: {type: object, properties: {two: {type: string}}}
                ab: {type: object, properties: {three: {type: string}}}
                a:AB: {type: object, properties: {four: {type: string}}}
            """,
            expectDiagnostics: true);

        Assert.Equal(["HG0201", "HG0201", "HG0201"], run.Diagnostics.Select(d => d.Id));
        Assert.Equal(["Sample.AB_2", "Sample.Ab", "Sample.Ab_3", "Sample.Ab_4"], run.TypeNames());
        AssertSafe(run);
    }

    [Fact]
    public void What_is_emitted_besides_the_types_does_not_collide_with_them()
    {
        var run = GeneratorRun.Of(
            """
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            paths:
              /a:
                get:
                  operationId: list
                  tags: [things]
                  parameters: [{name: q, in: query, schema: {type: string}}]
                  responses: {'200': {description: A page., content: {application/json: {schema: {type: object, properties: {x: {type: string}}}}}}}
              /b: {get: {operationId: connect, tags: [things.parts], x-humegen-group: Things.ListAsync, responses: {'204': {description: Done.}}}}
              /c: {get: {operationId: connect, x-humegen-group: Deep.Deeper, responses: {'204': {description: Done.}}}}
            components:
              schemas:
                Pet: {oneOf: [{type: object, required: [a], properties: {a: {type: string}}}, {type: object, required: [b], properties: {b: {type: string}}}]}
                IPet: {type: object, properties: {c: {type: string}}}
                UnknownPet: {type: object, properties: {d: {type: string}}}
                Pet1: {type: object, properties: {e: {type: string}}}
                SampleClient: {type: object, properties: {f: {type: string}}}
                ISampleClient: {type: object, properties: {g: {type: string}}}
                ThingsClient: {type: object, properties: {h: {type: string}}}
                IThingsClient: {type: object, properties: {i: {type: string}}}
                ThingsListRequest: {type: object, properties: {j: {type: string}}}
                ListResponse: {type: object, properties: {k: {type: string}}}
                Deep: {type: object, properties: {l: {type: string}}}
            """,
            expectDiagnostics: true);

        Assert.Equal(
            [
                "Sample.Deep.DeepClient", "Sample.Deep.IDeepClient", "Sample.DeepValue", "Sample.DeeperClient", "Sample.IDeeperClient", "Sample.IListAsyncClient", "Sample.IPet", "Sample.IPet_2",
                "Sample.IPet_2.JsonConverter", "Sample.ISampleClient", "Sample.ISampleClientValue", "Sample.IThingsClient", "Sample.IThingsClient_2", "Sample.ListAsyncClient", "Sample.ListResponse",
                "Sample.ListResponse_2", "Sample.Pet1", "Sample.Pet1_2", "Sample.Pet2", "Sample.SampleClient", "Sample.SampleClientValue", "Sample.ThingsClient", "Sample.ThingsClient_2",
                "Sample.ThingsListRequest", "Sample.ThingsListValueRequest", "Sample.UnknownPet", "Sample.UnknownPet_2",
            ],
            run.TypeNamesOfTheSpecification());
        Assert.Contains("M:Sample.ThingsClient_2.ListValueAsync(Sample.ThingsListValueRequest,HumeGen.ApiCallOptions,System.Threading.CancellationToken)", run.Declarations());
        AssertSafe(run);
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#types-named-like-the-frameworks")]
    [Trait("Attack", "docs/reliability.md#file-names-out-of-bounds")]
    [InlineData("System", "SystemApi")]
    [InlineData("Microsoft", "MicrosoftApi")]
    [InlineData("con", "Con")]
    [InlineData("nul", "Nul")]
    [InlineData("class", "Class")]
    [InlineData("3", "_3")]
    [InlineData("***", "U002A_U002A_U002A")]
    public void A_title_becomes_a_namespace_that_is_its_own(string title, string expected)
    {
        var run = GeneratorRun.Of($"openapi: 3.1.0\ninfo: {{title: '{title}', version: '1'}}\npaths: {{/a: {{get: {{operationId: get, responses: {{'204': {{description: Done.}}}}}}}}}}\ncomponents: {{schemas: {{String: {{type: object, properties: {{string: {{type: string}}}}}}}}}}\n");

        Assert.All(run.TypeNames(), n => Assert.StartsWith(expected + ".", n, StringComparison.Ordinal));
        AssertSafe(run);
    }

    [Fact]
    public void Namespaces_that_differ_only_in_case_are_one()
    {
        static string Spec(string @namespace, string schema) => $"openapi: 3.1.0\ninfo: {{title: {schema}, version: '1'}}\nx-humegen: {{namespace: {@namespace}, client: {@namespace}.AClient}}\npaths: {{}}\ncomponents: {{schemas: {{{schema}: {{type: object, properties: {{x: {{type: string}}}}}}}}}}\n";
        var run = GeneratorRun.Of([new SpecText("1.yml", Spec("Sample.Api", "One")), new SpecText("2.yml", Spec("Sample.API", "Two")), new SpecText("3.yml", Spec("sample.api", "one"))], expectDiagnostics: true);

        Assert.Equal(["Sample.Api.One", "Sample.Api.Two"], run.TypeNames());
        AssertSafe(run);
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#file-names-out-of-bounds")]
    public void Names_of_any_length_make_files_of_a_limited_one()
    {
        var (one, other) = (new string('a', 300) + "1", new string('a', 300) + "2");
        var run = GeneratorRun.Of(new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = new string('t', 3000), ["version"] = "1" },
            ["paths"] = new JsonObject { ["/a"] = JsonNode.Parse($$"""{"get":{"operationId":"{{one}}","tags":["{{other}}"],"responses":{"204":{"description":"Done."} } } }""") },
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject
                {
                    [one] = Object(one, Object(other, Object("x", Of("string")))),
                    [other] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(one, other) },
                },
            },
        }.ToJsonString());

        AssertSafe(run);
        Assert.Equal(16, run.TypeNames().Count());
        using var output = new LoadedOutput(run);
    }

    // Hint names become files: of plain characters, not too long, none twice on a disk that ignores case, and no device.
    private static void AssertSafe(GeneratorRun run)
    {
        Assert.All(run.Files, f => Assert.Matches(@"^(?!(?i:con|prn|aux|nul|com\d|lpt\d)\.)[A-Za-z0-9_.]{1,200}$", f.HintName));
        Assert.Equal(run.Files.Count, run.Files.Select(f => f.HintName).Distinct(StringComparer.OrdinalIgnoreCase).Count());
    }

    // As the name of everything that gets a name of its own in C#.
    private static string NamedEverywhere(string name) => new JsonObject
    {
        ["openapi"] = "3.1.0",
        ["info"] = new JsonObject { ["title"] = "Sample", ["version"] = "1" },
        ["paths"] = new JsonObject
        {
            ["/things"] = new JsonObject
            {
                ["get"] = new JsonObject
                {
                    ["operationId"] = name,
                    ["tags"] = new JsonArray("things"),
                    ["parameters"] = new JsonArray(new JsonObject { ["name"] = name.Length == 0 ? "empty" : name, ["in"] = "query", ["schema"] = Of("string") }),
                    ["responses"] = Done(),
                },
            },
            ["/form/{x}"] = new JsonObject
            {
                ["post"] = new JsonObject
                {
                    ["operationId"] = "send",
                    ["tags"] = new JsonArray(name.Length == 0 ? "empty" : name),
                    ["parameters"] = new JsonArray(new JsonObject { ["name"] = "x", ["in"] = "path", ["required"] = true, ["x-humegen-name"] = name, ["schema"] = Of("string") }),
                    ["requestBody"] = new JsonObject
                    {
                        ["required"] = true,
                        ["content"] = new JsonObject
                        {
                            ["multipart/form-data"] = new JsonObject
                            {
                                ["schema"] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { [name] = new JsonObject { ["type"] = "array", ["items"] = Of("integer") } } },
                                ["encoding"] = new JsonObject { [name] = new JsonObject { ["x-humegen-array"] = "indexed" } },
                            },
                        },
                    },
                    ["responses"] = Done(),
                },
            },
        },
        ["components"] = new JsonObject
        {
            ["schemas"] = new JsonObject
            {
                ["one"] = new JsonObject { ["type"] = "object", ["required"] = new JsonArray(name), ["properties"] = new JsonObject { [name] = Of("string"), ["other"] = Of("integer") } },
                ["two"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray(name) },
                ["four"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("a"), ["x-humegen-facts"] = new JsonObject { [name] = new JsonObject { ["values"] = new JsonArray("a") } } },
                ["three"] = new JsonObject
                {
                    ["oneOf"] = new JsonArray(Keyed("three a", name), Keyed("three b", name)),
                    ["discriminator"] = new JsonObject { ["propertyName"] = name },
                },
                [name] = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { ["inner"] = Of("string") } },
            },
        },
    }.ToJsonString();

    private static JsonObject Keyed(string title, string key) =>
        new() { ["type"] = "object", ["title"] = title, ["properties"] = new JsonObject { [key] = new JsonObject { ["type"] = "string", ["const"] = title } } };

    private static JsonObject Object(string property, JsonObject type) => new() { ["type"] = "object", ["properties"] = new JsonObject { [property] = type } };

    private static JsonObject Of(string type) => new() { ["type"] = type };

    private static JsonObject Done() => new() { ["204"] = new JsonObject { ["description"] = "Done." } };
}
