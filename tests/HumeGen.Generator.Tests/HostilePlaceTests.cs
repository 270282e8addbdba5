using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace HumeGen.Generator.Tests;

/// <summary>Paths, servers, headers and values that lead elsewhere or are not what they seem.</summary>
public class HostilePlaceTests
{
    [Theory]
    [Trait("Attack", "docs/reliability.md#paths-that-break-out")]
    [InlineData("/x/{id}", "id", "id")]
    [InlineData("/x/{id}\";System.Environment.Exit(1);//", "id", null)]
    [InlineData("/x/{id}\";Exit(1);", "id", "id")]
    [InlineData("/x/{id}{id}", "id", null)]
    [InlineData("/x/{id}/{id}", "id", null)]
    [InlineData("/x/{}", "id", null)]
    [InlineData("/x/{id", "id", null)]
    [InlineData("/x/id}", "id", null)]
    [InlineData("/x/{a{id}}", "id", null)]
    [InlineData("/x/{id}?a=b", "id", "id")]
    [InlineData("/x/{id}#a", "id", "id")]
    [InlineData("/x/../{id}?a=b", "id", null)]
    [InlineData("//evil.com/{id}", "id", null)]
    [InlineData("/x//{id}", "id", null)]
    [InlineData("/../{id}", "id", null)]
    [InlineData("/x/./{id}", "id", null)]
    [InlineData("/x/%2e%2E/{id}", "id", null)]
    [InlineData("/x\\{id}", "id", null)]
    [InlineData("/x y/{id}", "id", null)]
    [InlineData("/x\n/{id}", "id", null)]
    [InlineData("/x\u0000/{id}", "id", null)]
    [InlineData("/@evil.com/{id}", "id", "id")]
    [InlineData("/x:80/{id}", "id", "id")]
    [InlineData("/x/{i-d}/\u00e9", "i-d", "iD")]
    [InlineData("/x/{class}", "class", "class")]
    [InlineData("/x/{}}; Exit(1)", "", null)]
    [InlineData("/x/{a\\b}", "a\\b", null)]
    [InlineData("/x/{a b}", "a b", null)]
    public void A_path_is_a_plain_one_or_the_call_is_left_out(string path, string parameter, string? argument)
    {
        var run = GeneratorRun.Of(
            Spec($$"""{{Json(path)}}: {"get": {"operationId": "get_it", "parameters": [{"name": {{Json(parameter)}}, "in": "path", "required": true, "schema": {"type": "string"} }], "responses": {"204": {"description": "Done."} } } }"""),
            expectDiagnostics: true);

        var call = Regex.Replace(run.File("Sample.ISampleClient.g.cs"), @"\(\s+", "(");
        Assert.Equal(argument is not null, call.Contains("GetItAsync(string ", StringComparison.Ordinal));
        if (argument is null)
        {
            Assert.NotEmpty(run.Diagnostics);
            return;
        }

        Assert.Empty(run.Diagnostics);
        Assert.Contains($"GetItAsync(string {(argument == "class" ? "@" : "")}{argument},", call, StringComparison.Ordinal);
        Assert.Equal(["Sample.ISampleClient", "Sample.SampleClient"], run.TypeNamesOfTheSpecification());
        // Whatever fills the path, the request goes to the API's own server, and the runtime takes the path as it is.
        using var output = new LoadedOutput(GeneratorRun.Of(
            Spec($$"""{{Json(path)}}: {"get": {"operationId": "get_it", "parameters": [{"name": {{Json(parameter)}}, "in": "path", "required": true, "schema": {"type": "string"} }], "responses": {"204": {"description": "Done."} } } }"""),
            userCode: """
                public static class Usage
                {
                    public static object? Run()
                    {
                        System.Uri? sent = null;
                        var client = new Sample.SampleClient(new Sample.SampleClientOptions { ApiKey = "k", HttpMessageHandler = new Handler(uri => sent = uri) });
                        client.GetItAsync("@evil.com/../..").GetAwaiter().GetResult();
                        return sent!.Host + " " + sent.UserInfo;
                    }

                    private sealed class Handler(System.Action<System.Uri> see) : System.Net.Http.HttpMessageHandler
                    {
                        protected override System.Threading.Tasks.Task<System.Net.Http.HttpResponseMessage> SendAsync(System.Net.Http.HttpRequestMessage request, System.Threading.CancellationToken cancellationToken)
                        {
                            see(request.RequestUri!);
                            return System.Threading.Tasks.Task.FromResult(new System.Net.Http.HttpResponseMessage());
                        }
                    }
                }
                """));
        Assert.Equal("sample.example ", output.Run());
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#hostile-servers")]
    [InlineData("https://api.example/v1", true)]
    [InlineData("http://localhost:8080", true)]
    [InlineData("http://127.0.0.1", true)]
    [InlineData("http://evil.example", false, "https://evil.example")]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("ftp://example.com", false)]
    [InlineData("//evil.example", false)]
    [InlineData("/v1", false, "/v1")]
    [InlineData("", false, "")]
    [InlineData("https://user:password@api.example", false, null, "HG0238")]
    [InlineData("https://api.example@evil.example", false, null, "HG0238")]
    [InlineData("https://api.example/?key=1", false)]
    [InlineData("https://api.example/#x", false)]
    [InlineData("https://api.example\"); System.Environment.Exit(1); //", false)]
    [InlineData("https://{host}", false)]
    public void A_server_is_one_that_may_get_a_key_or_is_reported(string url, bool isUsable, string? address = null, string id = "HG0210")
    {
        var run = GeneratorRun.Of(
            $$"""{"openapi": "3.1.0", "info": {"title": "Sample", "version": "1"}, "servers": [{"url": {{Json(url)}}}], "paths": {"/a": {"get": {"operationId": "get", "responses": {"204": {"description": "Done."} } } } } }""",
            expectDiagnostics: true);

        Assert.Equal(isUsable ? [] : [id], run.Diagnostics.Select(d => d.Id));
        var client = run.File("Sample.SampleClient.g.cs");
        if (isUsable || address is not null)
            Assert.Contains($"BaseAddress = new global::System.Uri(\"{address ?? url}\"", client, StringComparison.Ordinal);
        else
            Assert.DoesNotContain("BaseAddress", client, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Attack", "docs/reliability.md#hostile-names-in-http")]
    [InlineData("X-Trace", true)]
    [InlineData("X!#$%&'*+.^_`|~", true)]
    [InlineData("X-Trace\r\nX-Evil: 1", false)]
    [InlineData("X-Trace: 1", false)]
    [InlineData("X Trace", false)]
    [InlineData("X-Tr\u00e4ce", false)]
    [InlineData("X\u0000", false)]
    [InlineData("X\"(", false)]
    public void A_header_has_a_name_that_headers_may_have(string name, bool isAllowed)
    {
        var run = GeneratorRun.Of(
            $$"""
            {"openapi": "3.1.0", "info": {"title": "Sample", "version": "1"}, "paths": {"/a": {"get": {"operationId": "get", "parameters": [{"name": {{Json(name)}}, "in": "header", "schema": {"type": "string"} }], "responses": {"204": {"description": "Done."} } } } },
             "components": {"securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": {{Json("K" + name)}} } } } }
            """,
            expectDiagnostics: true);

        Assert.Equal(isAllowed ? [] : ["HG0209", "HG0209"], run.Diagnostics.Select(d => d.Id));
        Assert.Equal(isAllowed, run.TypeNames().Contains("Sample.GetRequest"));
        Assert.Contains($"ApiKeyHeader = \"{(isAllowed ? "K" + name : "X-Api-Key")}\"", run.File("Sample.SampleClient.g.cs"), StringComparison.Ordinal);
    }

    // What YAML and JSON have for numbers, and what they have not.
    [Theory]
    [Trait("Attack", "docs/reliability.md#values-out-of-range")]
    [InlineData("number", ".nan")]
    [InlineData("number", ".inf")]
    [InlineData("number", "1e999")]
    [InlineData("number", "-0")]
    [InlineData("integer", "9223372036854775808")]
    [InlineData("integer", "-9223372036854775809")]
    [InlineData("integer", "0x1F")]
    [InlineData("integer", "012")]
    [InlineData("integer", "1_000")]
    [InlineData("integer", "\"5\"")]
    [InlineData("string", "5")]
    [InlineData("string", "null")]
    [InlineData("string", "[1, {a: b}]")]
    [InlineData("boolean", "yes")]
    [InlineData("object", "{a: 1}")]
    [InlineData("array", "[1]")]
    public void A_default_of_any_kind_is_only_told(string type, string value)
    {
        var run = GeneratorRun.Of(
            $$"""
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            paths: {}
            components:
              schemas:
                Thing:
                  type: object
                  properties:
                    x: {type: {{type}}, default: {{value}}, minimum: {{(type is "number" or "integer" ? value : "0")}}, maxLength: 5}
                    values: {type: string, enum: [{{value}}, a, a, {{value}}]}
            """,
            expectDiagnostics: true);

        Assert.All(run.Diagnostics, d => Assert.StartsWith("HG00", d.Id, StringComparison.Ordinal));
        if (run.Diagnostics.Count > 0)
            return;
        using var output = new LoadedOutput(run);
        Assert.Equal("{}", output.RoundTrip("Sample.Thing", "{}"));
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#values-out-of-range")]
    public void A_value_that_an_enum_has_twice_is_one()
    {
        var run = GeneratorRun.Of("openapi: 3.1.0\ninfo: {title: Sample, version: '1'}\npaths: {}\ncomponents: {schemas: {Level: {type: string, enum: [low, low, high, low]}}}\n");

        Assert.Equal(["Level Low", "Level High", "string Value", "Kinds Kind"], run.Properties("Sample.Level"));
    }

    [Fact]
    [Trait("Attack", "docs/reliability.md#values-out-of-range")]
    public void A_text_of_any_length_is_a_value()
    {
        var text = new string('x', 100_000);
        var run = GeneratorRun.Of($"openapi: 3.1.0\ninfo: {{title: Sample, version: '1'}}\npaths: {{}}\ncomponents: {{schemas: {{Level: {{type: string, enum: [{text}], description: {text}}}}}}}\n");

        using var output = new LoadedOutput(run);
        output.AssertRoundTrip("Sample.Level", $"\"{text}\"");
    }

    // The runtime's own list; a member of a path item that is none of them is no method.
    [Fact]
    [Trait("Attack", "docs/reliability.md#references-in-circles-and-chains")]
    public void An_inline_object_that_takes_up_what_it_stands_in_is_one_type()
    {
        var run = GeneratorRun.Of(
            """
            openapi: 3.1.0
            info: {title: Sample, version: '1'}
            paths: {}
            components:
              schemas:
                A: {type: object, properties: {p: {allOf: [{$ref: '#/components/schemas/A'}], properties: {x: {type: string}}}}}
                B: {allOf: [{$ref: '#/components/schemas/A'}], properties: {q: {allOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], properties: {y: {type: string}}}}}
            """);

        Assert.Equal(["Sample.A", "Sample.AP", "Sample.B", "Sample.BQ"], run.TypeNames());
        Assert.Contains("AP? P", run.Properties("Sample.BQ"));
    }

    [Fact]
    public void Only_methods_of_HTTP_are_called()
    {
        string[] methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query", "connect", "GET", "x-get", "copy"];
        var run = GeneratorRun.Of(
            Spec("\"/a\": {" + string.Join(", ", methods.Select(m => $$"""{{Json(m)}}: {"operationId": "do_{{m}}", "responses": {"204": {"description": "Done."} } }""")) + "}"),
            expectDiagnostics: true);

        var called = Regex.Matches(run.File("Sample.SampleClient.g.cs"), @"HttpMethod(?:\.|\("")(\w+)").Select(m => m.Groups[1].Value);
        Assert.Equal(["Get", "Put", "Post", "Delete", "Options", "Head", "PATCH", "Trace"], called);
    }

    private static string Spec(string paths) =>
        $$"""{"openapi": "3.1.0", "info": {"title": "Sample", "version": "1"}, "servers": [{"url": "https://sample.example"}], "paths": { {{paths}} } }""";

    private static string Json(string text) => JsonSerializer.Serialize(text);
}
