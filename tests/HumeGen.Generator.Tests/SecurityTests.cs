using System.Globalization;

namespace HumeGen.Generator.Tests;

/// <summary>The credentials that calls of generated clients send, and the calls that ask for some.</summary>
public class SecurityTests
{
    private const string Schemes = """
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: X-Key}
            app: {type: apiKey, in: query, name: app}
            sid: {type: apiKey, in: cookie, name: sid}
            whole: {type: apiKey, in: header, name: Authorization}
            token: {type: http, scheme: Bearer}
            login: {type: http, scheme: basic}
            oauth: {type: oauth2, flows: {authorizationCode: {authorizationUrl: 'https://id.example/a', tokenUrl: 'https://id.example/t', scopes: {}}}}
            oidc: {type: openIdConnect, openIdConnectUrl: 'https://id.example/.well-known'}
            digest: {type: http, scheme: digest}
            cert: {type: mutualTLS}
        """;

    private const string Token = "Credential = ApiCredential.FromAccessToken(\"t\")";
    private const string Both = "ApiKey = \"k\", " + Token;

    [Theory]
    [InlineData("[{key: []}]", "", "ApiKey = \"k\"", "/a X-Key=k")]
    [InlineData("[{key: []}]", "", "Credential = ApiCredential.FromApiKey(\"k\")", "/a X-Key=k")]
    [InlineData("[{token: []}]", "", "ApiKey = \"k\"", "/a Authorization=Bearer k")]
    [InlineData("[{token: []}]", "", "Credential = ApiCredential.FromApiKey(\"k\")", "/a Authorization=Bearer k")]
    [InlineData("[{oauth: [read]}]", "", "ApiKey = \"k\"", "/a Authorization=Bearer k")]
    [InlineData("[{oidc: []}]", "", Token, "/a Authorization=Bearer t")]
    [InlineData("[{login: []}]", "", "Credential = ApiCredential.FromBasic(\"u\", \"p\")", "/a Authorization=Basic dTpw")]
    [InlineData("[{app: []}]", "", "ApiKey = \"k\"", "/a?app=k")]
    [InlineData("[{sid: []}]", "", "ApiKey = \"k\"", "/a Cookie=sid=k")]
    [InlineData("[{whole: []}]", "", "ApiKey = \"k\"", "/a Authorization=k")]
    [InlineData("[{whole: []}]", "", "ApiKey = \"Token k\"", "/a Authorization=Token k")]
    [InlineData("[{whole: []}]", "", "Credential = ApiCredential.FromApiKey(\"Token k\")", "/a Authorization=Token k")]
    [InlineData("[{key: [], whole: []}]", "", "ApiKeys = new Dictionary<string, string> { [\"X-Key\"] = \"k\", [\"Authorization\"] = \"Token t\" }", "/a Authorization=Token t X-Key=k")]
    [InlineData("[{oauth: [read, write]}, {key: []}]", "", "ApiKey = \"k\"", "/a X-Key=k")]
    [InlineData("[{oauth: [read, write]}, {key: []}]", "", Token, "/a Authorization=Bearer t")]
    [InlineData("[{key: [], token: []}]", "", Both, "/a Authorization=Bearer t X-Key=k")]
    [InlineData("[{key: [], cert: []}]", "", "ApiKey = \"k\"", "/a X-Key=k")]
    [InlineData("[{key: [], app: []}]", "", "ApiKey = \"k\", ApiKeys = new Dictionary<string, string> { [\"app\"] = \"a\" }", "/a?app=a X-Key=k")]
    [InlineData("[{app: [], key: [], token: []}]", "", Token + ", ApiKeys = new Dictionary<string, string> { [\"app\"] = \"a\", [\"X-Key\"] = \"k\" }", "/a?app=a Authorization=Bearer t X-Key=k")]
    [InlineData("[{key: []}, {token: []}]", "", Token, "/a Authorization=Bearer t")]
    [InlineData("[{key: [], app: []}, {token: []}]", "", Token, "/a Authorization=Bearer t")]
    [InlineData("[{key: []}]", "security: [{token: []}], ", Both, "/a Authorization=Bearer t")]
    [InlineData("[{token: []}]", "security: [{key: []}], ", Both, "/a X-Key=k")]
    [InlineData("[{key: []}]", "security: [{app: []}], ", "ApiKey = \"k\"", "/a?app=k")]
    [InlineData("[{key: []}]", "security: [], ", "ApiKey = \"k\"", "/a")]
    [InlineData("[{token: []}]", "security: [], ", "", "/a")]
    [InlineData("[{}, {key: []}]", "", "", "/a")]
    [InlineData("[{}, {key: []}]", "", "ApiKey = \"k\"", "/a X-Key=k")]
    [InlineData("[{token: []}]", "security: [{}, {token: []}], ", "", "/a")]
    [InlineData("[{token: []}]", "security: [{token: []}, {}], ", Token, "/a Authorization=Bearer t")]
    public async Task A_call_sends_what_it_asks_for(string all, string own, string options, string sent)
    {
        var handler = new Recorder(_ => "");

        await SampleCalls.Run(handler, [new SpecText("spec.yml", Spec(all, own))], "async () => { await client.AAsync(); return 0; }", options, expectDiagnostics: false);

        var request = Assert.Single(handler.Sent);
        Assert.Equal($"GET {sent}", string.Join(" ", new[] { request.Line }
            .Concat(new[] { "Authorization", "X-Key", "Cookie", "X-Api-Key" }.Where(request.Headers.ContainsKey).Select(h => $"{h}={request.Headers[h]}"))));
    }

    [Theory]
    [InlineData("[{key: []}]", "", "", "SampleClientOptions.ApiKey")]
    [InlineData("[{token: []}]", "", "", "SampleClientOptions.ApiKey or Credential")]
    [InlineData("[{login: []}]", "", "", "SampleClientOptions.Credential")]
    [InlineData("[{key: [], token: []}]", "", "ApiKey = \"k\"", "Credential to an access token")]
    [InlineData("[{key: [], token: []}]", "", Token, "ApiKey (sent in the header X-Key)")]
    [InlineData("[{key: [], app: []}]", "", "ApiKey = \"k\"", "ApiKeys[\"app\"]")]
    [InlineData("[{key: []}]", "security: [{token: []}, {login: []}], ", "ApiKey = \"k\"", "Credential to an access token, or Credential to a user name and password")]
    public async Task A_call_without_what_it_asks_for_fails_at_once_and_says_how_to_give_it(string all, string own, string options, string way)
    {
        var handler = new Recorder(_ => "");

        var message = await SampleCalls.Run(
            handler, [new SpecText("spec.yml", Spec(all, own))], "async () => { try { await client.AAsync(); return \"\"; } catch (ApiClientException e) { return e.Message; } }", options, false);

        Assert.Contains(way, (string)message!, StringComparison.Ordinal);
        Assert.Contains("GET /a", (string)message!, StringComparison.Ordinal);
        Assert.Empty(handler.Sent);
    }

    [Fact]
    public async Task Where_operations_ask_for_credentials_one_that_says_nothing_needs_none()
    {
        var spec = $"openapi: 3.1.0\ninfo: {{title: Sample, version: '1'}}\nservers: [{{url: 'https://sample.example'}}]\npaths:\n"
            + "  /open: {get: {operationId: open, responses: {'204': {description: d}}}}\n"
            + "  /closed: {get: {operationId: closed, security: [{token: []}], responses: {'204': {description: d}}}}\n" + Schemes;
        var handler = new Recorder(_ => "");

        await SampleCalls.Run(handler, [new SpecText("spec.yml", spec)], "async () => { await client.OpenAsync(); await client.ClosedAsync(); return 0; }", Token, false);

        Assert.Equal([false, true], handler.Sent.Select(s => s.Headers.ContainsKey("Authorization")));
    }

    [Theory]
    [InlineData("[{login: []}]", "ApiKey = \"k\"", "FromBasic")]
    [InlineData("[{key: []}]", "ApiKey = \"k\", ApiKeys = new Dictionary<string, string> { [\"X-Kay\"] = \"a\" }", "X-Kay")]
    [InlineData("[{key: []}, {token: []}]", Both, "not both")]
    [InlineData("[{key: []}]", "Credential = ApiCredential.FromApiKey(\"Token k\")", "a space")]
    [InlineData("[{token: []}]", "Credential = ApiCredential.FromApiKey(\"Token k\")", "a space")]
    [InlineData("[{key: [], app: []}]", "ApiKeys = new Dictionary<string, string> { [\"X-Key\"] = \"Token k\" }", "a space")]
    public async Task What_an_api_does_not_take_is_refused(string all, string options, string says)
    {
        var handler = new Recorder(_ => "");

        var error = await Assert.ThrowsAnyAsync<ArgumentException>(() => SampleCalls.Run(
            handler, [new SpecText("spec.yml", Spec(all, "").Replace("/open", "/none", StringComparison.Ordinal))], "async () => { await client.AAsync(); return 0; }", options, false));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{digest: []}]", "HG0223", "'digest' is HTTP authentication 'digest'")]
    [InlineData("[{token: [], login: []}]", "HG0223", "a second credential in the header Authorization")]
    [InlineData("[{whole: [], token: []}]", "HG0223", "a second credential in the header Authorization")]
    [InlineData("[{tokens: []}]", "HG0237", "'tokens'")]
    [InlineData("[{key: []}, {kye: []}]", "HG0237", "'kye'")]
    public void What_a_client_cannot_send_is_reported(string all, string id, string says)
    {
        var run = GeneratorRun.Of(Spec(all, ""), expectDiagnostics: true);

        var found = Assert.Single(run.Diagnostics);
        Assert.Equal(id, found.Id);
        Assert.Contains(says, found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'no address'")]
    [InlineData("':::'")]
    [InlineData("'ftp://id.example/token'")]
    [InlineData("'https://user:word@id.example/token'")]
    [InlineData("''")]
    public async Task A_secret_goes_to_nothing_that_is_no_address(string url)
    {
        var handler = new Recorder(_ => "{}");
        var spec = Spec("[{app: []}]", "").Replace("        digest:", $"        trade: {{type: oauth2, flows: {{clientCredentials: {{tokenUrl: {url}, scopes: {{}}}}}}}}\n        digest:", StringComparison.Ordinal)
            .Replace("[{app: []}]", "[{trade: []}]", StringComparison.Ordinal);

        await Assert.ThrowsAsync<ArgumentException>(() => SampleCalls.Run(
            handler, [new SpecText("spec.yml", spec)], "async () => { await client.AAsync(); return 0; }", "Credential = ApiCredential.FromClientCredentials(\"id\", \"word\")", true));

        Assert.Empty(handler.Sent);
    }

    [Theory]
    [InlineData("Authorization", "required: true, ", "AAsync(new() { Authorization = \"Bearer t\" })", "Bearer t")]
    [InlineData("authorization", "", "AAsync(new() { Authorization = \"Token t\" })", "Token t")]
    [InlineData("authorization", "", "AAsync()", null)]
    public async Task Without_a_scheme_a_parameter_is_the_way_to_a_credential(string name, string required, string call, string? sent)
    {
        var spec = "openapi: 3.1.0\ninfo: {title: Sample, version: '1'}\nservers: [{url: 'https://sample.example'}]\npaths:\n"
            + $"  /a: {{get: {{operationId: a, parameters: [{{name: {name}, in: header, {required}schema: {{type: string}}}}], responses: {{'204': {{description: d}}}}}}}}\n";
        var handler = new Recorder(_ => "");

        var text = await SampleCalls.Run(handler, [new SpecText("spec.yml", spec)],
            $"async () => {{ await client.{call}; return new ARequest {{ Authorization = \"hidden\" }}.ToString(); }}", "UserAgent = null", false);

        Assert.Equal(sent, Assert.Single(handler.Sent).Headers.GetValueOrDefault("Authorization"));
        Assert.DoesNotContain("hidden", (string)text!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[{key: []}, {digest: []}]")]
    [InlineData("[{key: [], token: []}]")]
    [InlineData("[{key: [], app: []}, {login: []}]")]
    public void What_a_client_can_send_is_not_reported(string all) => GeneratorRun.Of(Spec(all, ""));

    [Theory]
    [InlineData("asyncapi: 2.6.0", "", false)]
    [InlineData("asyncapi: 2.6.0", "security: [], ", false)]
    [InlineData("asyncapi: 2.6.0", "security: [{key: []}], ", true)]
    [InlineData("asyncapi: 3.0.0", "", false)]
    [InlineData("asyncapi: 3.0.0", "security: [{$ref: '#/components/securitySchemes/key'}], ", true)]
    public async Task A_channel_without_security_is_opened_without_a_credential(string version, string security, bool isSent)
    {
        var isThree = version.EndsWith("3.0.0", StringComparison.Ordinal);
        var message = "{payload: {type: object, required: [a], properties: {a: {type: string}}}}";
        string Server(string name, string own) => isThree ? $"{name}: {{host: {name}.example, protocol: wss, {own}}}" : $"{name}: {{url: {name}.example, protocol: wss, {own}}}";
        string Channel(string name, string server) => isThree
            ? $"  {name}: {{address: /{name}, servers: [{{$ref: '#/servers/{server}'}}], messages: {{m: {message}}}}}\n"
            : $"  /{name}: {{servers: [{server}], subscribe: {{message: {message}}}}}\n";
        var closed = isThree ? "security: [{$ref: '#/components/securitySchemes/key'}]" : "security: [{key: []}]";
        var spec = $"{version}\ninfo: {{title: Sample, version: '1'}}\nservers: {{{Server("one", security)}, {Server("two", closed)}}}\nchannels:\n{Channel("room", "one")}{Channel("vault", "two")}"
            + (isThree ? "operations:\n  sendRoom: {action: send, channel: {$ref: '#/channels/room'}}\n  sendVault: {action: send, channel: {$ref: '#/channels/vault'}}\n" : "")
            + "components: {securitySchemes: {key: {type: httpApiKey, in: header, name: X-Key}}}\n";

        var opening = await ChannelOpening.Of(spec, "client.Room.ConnectAsync()", expectDiagnostics: true);

        Assert.Equal(isSent, opening.Headers.ContainsKey("X-Key"));
        Assert.True((await ChannelOpening.Of(spec, "client.Vault.ConnectAsync()", expectDiagnostics: true)).Headers.ContainsKey("X-Key"));
    }

    // Something open beside it, so that a client can be made without a credential.
    private static string Spec(string all, string own) => $$"""
        openapi: 3.1.0
        info: {title: Sample, version: '1'}
        servers: [{url: 'https://sample.example'}]
        security: {{all}}
        paths:
          /a: {get: {operationId: a, {{own}}responses: {'204': {description: d} } } }
          /open: {get: {operationId: open, security: [], responses: {'204': {description: d} } } }
        {{Schemes}}
        """;
}
