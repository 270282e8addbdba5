using System.Text.Json;

namespace HumeGen.Generator.Tests;

/// <summary>Lists and maps that contain themselves.</summary>
public class RecursiveSchemaTests
{
    private const string Spec = """
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        paths:
          /tree:
            post:
              operationId: prune
              requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Tree'}}}}
              responses: {'200': {description: The rest., content: {application/json: {schema: {$ref: '#/components/schemas/Folders'}}}}}
        components:
          schemas:
            Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}
            Folders: {type: object, additionalProperties: {$ref: '#/components/schemas/Folders'}}
            Groups: {type: array, items: {type: object, additionalProperties: {$ref: '#/components/schemas/Groups'}}}
            Gaps: {type: [array, 'null'], items: {$ref: '#/components/schemas/Gaps'}}
            Left: {type: array, items: {$ref: '#/components/schemas/Right'}}
            Right: {type: object, additionalProperties: {$ref: '#/components/schemas/Left'}}
            Wrapped: {type: array, items: {oneOf: [{type: 'null'}, {allOf: [{$ref: '#/components/schemas/Wrapped'}]}]}}
            Mixed: {oneOf: [{type: string}, {type: array, items: {$ref: '#/components/schemas/Mixed'}}, {type: object, additionalProperties: {$ref: '#/components/schemas/Mixed'}}]}
            Twice: {oneOf: [{type: array, items: {$ref: '#/components/schemas/Twice'}}, {type: array, items: {$ref: '#/components/schemas/Twice'}}]}
            Keyed: {discriminator: {propertyName: kind}, oneOf: [{type: array, items: {$ref: '#/components/schemas/Keyed'}}]}
            Here: {anyOf: [{type: array, items: {$ref: '#/components/schemas/There'}}, {type: array, items: {$ref: '#/components/schemas/There'}}]}
            There: {discriminator: {propertyName: kind}, anyOf: [{type: object, additionalProperties: {$ref: '#/components/schemas/Here'}}]}
            Shelf: {type: object, properties: {tree: {$ref: '#/components/schemas/Tree'}, same: {$ref: '#/components/schemas/Alias'}, many: {type: array, items: {$ref: '#/components/schemas/Folders'}}}}
            Alias: {$ref: '#/components/schemas/Tree'}
        """;

    [Fact]
    public void They_are_types_of_their_own()
    {
        var run = GeneratorRun.Of(Spec);

        Assert.Equal(["IReadOnlyList<Tree> Items"], run.Properties("Sample.Tree"));
        Assert.Equal(["IReadOnlyDictionary<string, Folders>? AdditionalProperties"], run.Properties("Sample.Folders"));
        Assert.Equal(["IReadOnlyList<IReadOnlyDictionary<string, Groups>> Items"], run.Properties("Sample.Groups"));
        Assert.Equal(["IReadOnlyList<Gaps?> Items"], run.Properties("Sample.Gaps"));
        Assert.Equal(["IReadOnlyList<Right> Items"], run.Properties("Sample.Left"));
        Assert.Equal(["IReadOnlyList<Wrapped?> Items"], run.Properties("Sample.Wrapped"));
        Assert.Equal(["Tree? Tree", "Tree? Same", "IReadOnlyList<Folders>? Many"], run.Properties("Sample.Shelf").SkipLast(1));
    }

    [Theory]
    [InlineData("Tree", "[[],[[],[[]]]]")]
    [InlineData("Folders", """{"a":{},"b":{"c":{"d":{}}}}""")]
    [InlineData("Groups", """[{"a":[]},{"b":[{}]}]""")]
    [InlineData("Gaps", "[null,[null,[]]]")]
    [InlineData("Left", """[{"a":[{}]}]""")]
    [InlineData("Right", """{"a":[{"b":[]}]}""")]
    [InlineData("Wrapped", "[null,[null]]")]
    [InlineData("Twice", "[[],[[]]]")]
    [InlineData("Keyed", "[[],[[]]]")]
    [InlineData("Here", """[{"a":[{}]}]""")]
    [InlineData("There", """{"a":[{"b":[]}]}""")]
    [InlineData("Mixed", """["a",["b",{"c":"d"}]]""")]
    public void Nothing_is_lost(string type, string json)
    {
        using var output = new LoadedOutput(GeneratorRun.Of(Spec));

        Assert.Equal(json, output.RoundTrip("Sample." + type, json));
    }

    [Fact]
    public void What_is_too_deep_is_refused()
    {
        using var output = new LoadedOutput(GeneratorRun.Of(Spec));

        Assert.ThrowsAny<JsonException>(() => output.Read("Sample.Tree", new string('[', 100_000) + new string(']', 100_000)));
        Assert.ThrowsAny<JsonException>(() => output.Read("Sample.Tree", "[[1]]"));
    }

    [Fact]
    public async Task They_are_sent_and_come_back()
    {
        var handler = new Recorder(_ => """{"left":{"leaf":{}}}""");
        var result = await SampleCalls.Run(
            handler,
            [new SpecText("spec.yml", Spec)],
            "async () => string.Join(\",\", (await client.PruneAsync(new Tree { Items = [new Tree(), new Tree { Items = [new Tree()] }] })).AdditionalProperties![\"left\"].AdditionalProperties!.Keys)",
            "",
            expectDiagnostics: false);

        Assert.Equal(("leaf", "[[],[[]]]"), (result, Assert.Single(handler.Sent).Body));
    }

    [Fact]
    public void References_with_nothing_between_them_have_no_shape()
    {
        var run = GeneratorRun.Of(
            ReadHelper.WithSchemas("    One: {allOf: [{$ref: '#/components/schemas/Two'}]}\n    Two: {oneOf: [{$ref: '#/components/schemas/One'}, {type: 'null'}]}"), expectDiagnostics: true);

        Assert.Equal("HG0207", Assert.Single(run.Diagnostics).Id);
    }
}
