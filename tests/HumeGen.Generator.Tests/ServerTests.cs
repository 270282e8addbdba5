using System.Globalization;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Tests;

/// <summary>Addresses that specifications give, and where calls go.</summary>
public class ServerTests
{
    [Theory]
    [Trait("Attack", "docs/reliability.md#hostile-servers")]
    [InlineData("https://\u0430pple.com", "xn--pple-43d.com")]
    [InlineData("https://m\u00fcnchen.example", "xn--mnchen-3ya.example")]
    [InlineData("https://xn--pple-43d.com", "\u0430pple.com")]
    [InlineData("https://api.xn--80ak6aa92e.com/v1", "xn--80ak6aa92e.com")]
    public void A_host_that_is_not_ASCII_gets_a_word(string address, string says)
    {
        var run = GeneratorRun.Of(Spec($"servers: [{{url: '{address}'}}]"), expectDiagnostics: true);

        var found = Assert.Single(run.Diagnostics);
        Assert.Equal("HG0214", found.Id);
        Assert.Contains(says, found.GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", DiagnosticSeverity.Info)]
    [InlineData("servers: []", DiagnosticSeverity.Info)]
    [InlineData("servers: [{url: /api/v1}]", DiagnosticSeverity.Info)]
    [InlineData("servers: [{url: /}]", DiagnosticSeverity.Info)]
    [InlineData("servers: [{url: 'ftp://files.example'}]", DiagnosticSeverity.Error)]
    [InlineData("servers: [{url: 'https://{tenant}.example'}]", DiagnosticSeverity.Error)]
    public async Task Without_a_host_a_call_is_not_sent_and_says_what_to_set(string servers, DiagnosticSeverity severity)
    {
        var handler = new Recorder(_ => "");

        var message = await RunUnaddressed(handler, Spec(servers));

        Assert.Contains("Set SampleClientOptions.BaseAddress", message, StringComparison.Ordinal);
        Assert.Empty(handler.Sent);
        // Here a warning counts as an error.
        var found = Assert.Single(GeneratorRun.Of(Spec(servers), expectDiagnostics: true).AllDiagnostics);
        Assert.Equal(("HG0210", severity), (found.Id, found.Severity));
    }

    [Theory]
    [InlineData("servers: [{url: /api/v1}]", "https://h.example", "https://h.example/api/v1/a")]
    [InlineData("servers: [{url: /api/v1/}]", "https://h.example/", "https://h.example/api/v1/a")]
    [InlineData("servers: [{url: api}]", "https://h.example/team", "https://h.example/team/api/a")]
    [InlineData("servers: [{url: /api/v1}]", "https://h.example/api/v1", "https://h.example/api/v1/a")]
    [InlineData("", "https://h.example/x", "https://h.example/x/a")]
    [InlineData("servers: [{url: 'https://own.example/v1'}]", "https://h.example/x", "https://h.example/x/a")]
    [InlineData("servers: [{url: 'https://own.example/v1'}]", null, "https://own.example/v1/a")]
    [InlineData("servers: [{url: 'http://own.example/v1'}]", null, "https://own.example/v1/a")]
    [InlineData("servers: [{url: 'http://own.example'}, {url: 'https://closed.example'}]", null, "https://closed.example/a")]
    [InlineData("servers: [{url: 'https://{r}.example/{v}', variables: {r: {enum: [us, eu]}, v: {default: v2, enum: [v1, v2]}}}]", null, "https://us.example/v2/a")]
    public async Task Calls_go_to_the_server(string servers, string? baseAddress, string address) =>
        Assert.Equal(address, await AddressOf(Spec(servers), baseAddress));

    [Theory]
    [InlineData("", "servers: [{url: 'https://other.example/v2'}], ", null, "https://other.example/v2/a")]
    [InlineData("servers: [{url: 'https://path.example'}], ", "", null, "https://path.example/a")]
    [InlineData("servers: [{url: 'https://path.example'}], ", "servers: [{url: 'https://{p}.example', variables: {p: {default: op}}}], ", null, "https://op.example/a")]
    [InlineData("", "servers: [{url: /v2}], ", null, "https://own.example/v2/a")]
    [InlineData("", "servers: [{url: /v2}], ", "https://h.example", "https://h.example/v2/a")]
    [InlineData("", "servers: [{url: 'https://other.example/v2'}], ", "https://h.example/v2", "https://h.example/v2/a")]
    public async Task A_path_or_an_operation_may_have_a_server_of_its_own(string ofPath, string ofOperation, string? baseAddress, string address) =>
        Assert.Equal(address, await AddressOf(Spec("servers: [{url: 'https://own.example/v1'}]", ofPath, ofOperation), baseAddress));

    [Theory]
    [InlineData("servers: [{url: /api}]")]
    [InlineData("servers: [{url: 'https://own.example'}]")]
    [InlineData("servers: []")]
    public async Task The_project_can_name_the_address(string servers)
    {
        var handler = new Recorder(_ => "");
        var spec = new SpecText("spec.yml", Spec(servers)) { Options = new Dictionary<string, string> { ["build_metadata.AdditionalFiles.HumeGenBaseAddress"] = "https://given.example/root" } };

        await SampleCalls.Run(handler, [spec], "async () => { await client.AAsync(); return 0; }", "UserAgent = null", expectDiagnostics: false);

        Assert.Equal("https://given.example/root/a", Assert.Single(handler.Sent).Address);
    }

    [Theory]
    [InlineData("http://given.example")]
    [InlineData("given.example")]
    [InlineData("https://user:hidden-secret@given.example")]
    public void An_address_of_the_project_that_cannot_be_used_is_an_error(string address)
    {
        var spec = new SpecText("spec.yml", Spec("")) { Options = new Dictionary<string, string> { ["build_metadata.AdditionalFiles.HumeGenBaseAddress"] = address } };

        var found = Assert.Single(GeneratorRun.Of([spec], expectDiagnostics: true).Diagnostics);

        Assert.Equal("HG0302", found.Id);
        Assert.DoesNotContain("hidden-secret", found.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://user:hidden-secret@own.example/v1")]
    [InlineData("https://hidden-secret@own.example")]
    public void A_login_in_an_address_is_reported_and_gets_nowhere(string address)
    {
        var run = GeneratorRun.Of(Spec($"servers: [{{url: '{address}'}}]"), expectDiagnostics: true);

        Assert.Equal("HG0238", Assert.Single(run.Diagnostics).Id);
        Assert.DoesNotContain("hidden-secret", run.Diagnostics[0].ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(run.Files, f => f.Text.Contains("hidden-secret", StringComparison.Ordinal) || f.Text.Contains("own.example", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("servers: {one: {url: 'wss://ears.example/v1', protocol: wss}}", null, "wss://ears.example/v1/listen")]
    [InlineData("servers: {one: {url: 'wss://ears.example/v1', protocol: wss}}", "https://h.example", "wss://h.example/v1/listen")]
    [InlineData("servers: {one: {url: 'wss://ears.example/v1', protocol: wss}}", "https://h.example/v1", "wss://h.example/v1/listen")]
    [InlineData("servers: {one: {url: 'wss://ears.example/v1', protocol: wss}}", "https://h.example/x", "wss://h.example/x/v1/listen")]
    [InlineData("servers: {one: {url: /v1, protocol: wss}}", "https://h.example", "wss://h.example/v1/listen")]
    [InlineData("", "https://h.example/v1", "wss://h.example/v1/listen")]
    [InlineData("servers: {one: {url: '{n}.example', protocol: wss, variables: {n: {enum: [x, y]}}}}", null, "wss://x.example/listen")]
    public async Task Channels_are_opened_at_the_server(string servers, string? baseAddress, string address)
    {
        var handler = new Recorder(_ => "");

        await SampleCalls.Run(handler, [new SpecText("spec.yml", Channel(servers))], Connect, baseAddress is null ? "UserAgent = null" : Based(baseAddress), expectDiagnostics: true);

        Assert.Equal(address, Assert.Single(handler.Sent).Address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("servers: {one: {url: /v1, protocol: wss}}")]
    public async Task Without_a_host_a_channel_is_not_opened_and_says_what_to_set(string servers)
    {
        var handler = new Recorder(_ => "");

        var message = await SampleCalls.Run(handler, [new SpecText("spec.yml", Channel(servers))], Connect, "BaseAddress = null", expectDiagnostics: true);

        Assert.Contains("Set SampleClientOptions.BaseAddress", (string)message!, StringComparison.Ordinal);
        Assert.Empty(handler.Sent);
    }

    [Fact]
    public async Task A_channel_without_a_server_is_on_the_host_of_the_calls()
    {
        var handler = new Recorder(_ => "");

        await SampleCalls.Run(
            handler, [new SpecText("a.yml", Spec("servers: [{url: 'https://own.example/v1'}]")), new SpecText("b.yml", Channel(""))], Connect, "UserAgent = null", expectDiagnostics: true);

        Assert.Equal("wss://own.example/v1/listen", Assert.Single(handler.Sent).Address);
    }

    private const string Connect = "async () => { try { await using var c = await client.Listen.ConnectAsync(); return \"\"; } catch (ApiClientException e) { return e.Message; } }";

    private static string Based(string address) => $"BaseAddress = new Uri(\"{address}\")";

    private static async Task<string> AddressOf(string spec, string? baseAddress)
    {
        var handler = new Recorder(_ => "");
        await SampleCalls.Run(
            handler, [new SpecText("spec.yml", spec)], "async () => { await client.AAsync(); return 0; }", baseAddress is null ? "UserAgent = null" : Based(baseAddress), expectDiagnostics: true);
        return Assert.Single(handler.Sent).Address;
    }

    private static async Task<string> RunUnaddressed(Recorder handler, string spec) => (string)(await SampleCalls.Run(
        handler,
        [new SpecText("spec.yml", spec)],
        "async () => { try { await client.AAsync(); return \"\"; } catch (ApiClientException e) { return e.Message; } }",
        "BaseAddress = null",
        expectDiagnostics: true))!;

    private static string Spec(string servers, string ofPath = "", string ofOperation = "") =>
        $"openapi: 3.1.0\ninfo: {{title: Sample, version: '1'}}\n{servers}\npaths: {{/a: {{{ofPath}get: {{operationId: a, {ofOperation}responses: {{'204': {{description: d}}}}}}}}}}\n";

    private static string Channel(string servers) =>
        $"asyncapi: 2.6.0\ninfo: {{title: Sample, version: '1'}}\n{servers}\nchannels: {{/listen: {{subscribe: {{message: {{payload: {{type: object, properties: {{a: {{type: string}}}}}}}}}}}}}}\n";
}
