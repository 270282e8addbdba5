using HumeGen.Generator.Binding;
using HumeGen.Generator.Emitting;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Tests.Binding;

/// <summary>Chains of references besides those of schemas: each place of OpenAPI and AsyncAPI where a reference may lead to the next one.</summary>
public class ChainPlaceTests
{
    private const int Length = 10_000;

    // The last one of each section, and what uses the first one.
    private static readonly Dictionary<string, (string End, string Paths)> OpenApi = new()
    {
        ["parameters"] = ("""{"name": "q", "in": "query", "schema": {"type": "string"} }""", Call("""
            "parameters": [{"$ref": "#/components/parameters/S0"}]
            """)),
        ["responses"] = ("""{"description": "D."}""", """{"/x": {"get": {"operationId": "getX", "responses": {"200": {"$ref": "#/components/responses/S0"} } } } }"""),
        ["requestBodies"] = ("""{"content": {"application/json": {"schema": {"type": "string"} } } }""", Call("""
            "requestBody": {"$ref": "#/components/requestBodies/S0"}
            """)),
        ["headers"] = ("""{"schema": {"type": "string"} }""", """{"/x": {"get": {"operationId": "getX", "responses": {"200": {"description": "D.", "headers": {"X-A": {"$ref": "#/components/headers/S0"} } } } } } }"""),
        ["examples"] = ("""{"value": 1}""", Call("""
            "parameters": [{"name": "q", "in": "query", "schema": {"type": "string"}, "examples": {"a": {"$ref": "#/components/examples/S0"} } }]
            """)),
        ["links"] = ("""{"operationId": "getX"}""", """{"/x": {"get": {"operationId": "getX", "responses": {"200": {"description": "D.", "links": {"l": {"$ref": "#/components/links/S0"} } } } } } }"""),
        ["callbacks"] = ("""{"{$request.body#/u}": {"post": {"responses": {"200": {"description": "D."} } } } }""", Call("""
            "callbacks": {"c": {"$ref": "#/components/callbacks/S0"} }
            """)),
        ["pathItems"] = ("""{"get": {"operationId": "getX", "responses": {"204": {"description": "D."} } } }""", """{"/x": {"$ref": "#/components/pathItems/S0"} }"""),
        ["securitySchemes"] = ("""{"type": "apiKey", "in": "header", "name": "K"}""", Call("""
            "security": [{"S0": []}]
            """)),
    };

    // The last one of each section, and the channel and operation that use the first one.
    private static readonly Dictionary<string, (string End, string Use)> AsyncApi = new()
    {
        ["2 messages"] = ("""{"payload": {"type": "object"} }""", Channel2("""{"$ref": "#/components/messages/S0"}""")),
        ["2 messageTraits"] = ("""{"name": "t"}""", Channel2("""{"payload": {"type": "object"}, "traits": [{"$ref": "#/components/messageTraits/S0"}]}""")),
        ["2 schemas"] = ("""{"type": "object"}""", Channel2("""{"payload": {"$ref": "#/components/schemas/S0"} }""")),
        ["2 channels"] = ("""{"publish": {"message": {"payload": {"type": "object"} } } }""", """ "channels": {"/c": {"$ref": "#/components/channels/S0"} } """),
        ["2 parameters"] = ("""{"schema": {"type": "string"} }""", """ "channels": {"/c/{p}": {"parameters": {"p": {"$ref": "#/components/parameters/S0"} }, "publish": {"message": {"payload": {"type": "object"} } } } } """),
        ["3 messages"] = ("""{"payload": {"type": "object"} }""", Channel3("""{"$ref": "#/components/messages/S0"}""")),
        ["3 messageTraits"] = ("""{"name": "t"}""", Channel3("""{"payload": {"type": "object"}, "traits": [{"$ref": "#/components/messageTraits/S0"}]}""")),
        ["3 schemas"] = ("""{"type": "object"}""", Channel3("""{"payload": {"$ref": "#/components/schemas/S0"} }""")),
        ["3 channels"] = ("""{"address": "/c", "messages": {"m": {"payload": {"type": "object"} } } }""", """
            "channels": {"c": {"$ref": "#/components/channels/S0"} }, "operations": {"o": {"action": "send", "channel": {"$ref": "#/channels/c"} } }
            """),
        ["3 operations"] = ("""{"action": "send", "channel": {"$ref": "#/channels/c"} }""", """
            "channels": {"c": {"address": "/c", "messages": {"m": {"payload": {"type": "object"} } } } }, "operations": {"o": {"$ref": "#/components/operations/S0"} }
            """),
        ["3 operationTraits"] = ("""{"title": "T"}""", Channel3("""{"payload": {"type": "object"} }""", """, "traits": [{"$ref": "#/components/operationTraits/S0"}]""")),
        ["3 servers"] = ("""{"host": "sample.example", "protocol": "wss"}""", Channel3("""{"payload": {"type": "object"} }""", channel: """, "servers": [{"$ref": "#/components/servers/S0"}]""")),
        ["3 parameters"] = ("""{"description": "D."}""", Channel3("""{"payload": {"type": "object"} }""", channel: """, "parameters": {"p": {"$ref": "#/components/parameters/S0"} }""")),
    };

    public static TheoryData<string> Sections => [.. OpenApi.Keys];

    public static TheoryData<string> AsyncSections => [.. AsyncApi.Keys];

    [Theory]
    [Trait("Attack", "docs/reliability.md#references-in-circles-and-chains")]
    [MemberData(nameof(Sections))]
    public void A_chain_of_components_ends(string section)
    {
        var (end, paths) = OpenApi[section];

        // Examples and links have no effect, so nothing follows them.
        Assert.Equal(section is not ("examples" or "links"), Ids($$"""{"openapi": "3.1.0", "info": {"title": "Sample", "version": "1"}, "paths": {{paths}}, {{Components(section, end)}} }""").Contains("HG0018"));
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#references-in-circles-and-chains")]
    [MemberData(nameof(AsyncSections))]
    public void A_chain_of_components_of_channels_ends(string section)
    {
        var (end, use) = AsyncApi[section];
        var version = section[0] == '2' ? "2.6.0" : "3.0.0";

        Assert.Contains("HG0018", Ids($$"""{"asyncapi": "{{version}}", "info": {"title": "Sample", "version": "1"}, {{use}}, {{Components(section[2..], end)}} }"""));
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#references-in-circles-and-chains")]
    public void A_chain_of_paths_ends()
    {
        var paths = string.Join(",\n", Enumerable.Range(0, Length).Select(i => $$"""  "/p{{i}}": {"$ref": "#/paths/~1p{{i + 1}}"}"""));

        Assert.Contains("HG0018", Ids($$"""{"openapi": "3.1.0", "info": {"title": "Sample", "version": "1"}, "paths": { {{paths}} } }"""));
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#references-in-circles-and-chains")]
    public void A_chain_of_messages_within_messages_ends()
    {
        var messages = string.Join(",\n", Enumerable.Range(0, Length).Select(i => $$"""  "S{{i}}": {"oneOf": [{"$ref": "#/components/messages/S{{i + 1}}"}]}"""));

        Assert.DoesNotContain(
            "HG0018", Ids($$"""{"asyncapi": "2.6.0", "info": {"title": "Sample"}, {{Channel2("""{"$ref": "#/components/messages/S0"}""")}}, "components": {"messages": { {{messages}}, "S{{Length}}": {"payload": {} } } } }"""));
    }

    private static List<string> Ids(string document) => SmallStack.Run(() =>
    {
        var bound = ApiBinder.Bind(SpecLoader.Load([ReadHelper.File(document)], CancellationToken.None), ProjectSettings.Default, CancellationToken.None);
        Assert.All(bound.Model.Types.SelectMany(Emitter.Emit).Concat(bound.Model.Clients.SelectMany(Emitter.Emit)), file => Assert.NotEmpty(file.Text));
        return bound.Diagnostics.Ids().ToList();
    });

    private static string Components(string section, string end)
    {
        var chain = string.Join(",\n", Enumerable.Range(0, Length).Select(i => $$"""  "S{{i}}": {"$ref": "#/components/{{section}}/S{{i + 1}}"}"""));
        return $$""" "components": {"{{section}}": { {{chain}}, "S{{Length}}": {{end}} } } """;
    }

    private static string Call(string more) => $$"""{"/x": {"post": {"operationId": "getX", "responses": {"200": {"description": "D."} }, {{more}} } } }""";

    private static string Channel2(string message) => $$""" "channels": {"/c": {"publish": {"message": {{message}} } } } """;

    private static string Channel3(string message, string operation = "", string channel = "") => $$"""
         "channels": {"c": {"address": "/c/{p}", "messages": {"m": {{message}} }{{channel}} } },
        "operations": {"o": {"action": "send", "channel": {"$ref": "#/channels/c"}{{operation}} } }
        """;
}
