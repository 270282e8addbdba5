using System.Net;

namespace HumeGen.Tests;

/// <summary>The login of a proxy comes out of no text. The tests set a proxy for the whole program, so no others run meanwhile.</summary>
[Collection(nameof(MemoryTests))]
public sealed class CanaryProxyTests : CanaryTest
{
    [Theory]
    [MemberData(nameof(Cases))]
    [Trait("Fault", "docs/reliability.md#proxy-refuses")]
    public async Task No_spelling_of_a_login_comes_out_of_a_proxy_that_refuses(string spelling)
    {
        var echo = Echoes[spelling];
        using var texts = new CanaryTexts();
        await using var server = new WireServer(async w =>
        {
            while (true)
                await w.AnswerAsync($"407 {echo}", echo, $"Proxy-Authenticate: Basic realm=\"{Uri.EscapeDataString(echo)}\"\r\nX-Echo: {echo}\r\n");
        });
        var before = HttpClient.DefaultProxy;
        try
        {
            foreach (var proxy in (IWebProxy[])
            [
                // As the environment gives it.
                new WebProxy($"http://ann:{Uri.EscapeDataString(Canary)}@{server.Address.Authority}"),
                new WebProxy($"http://{Uri.EscapeDataString(Canary)}@{server.Address.Authority}"),
                new WebProxy(server.Address) { Credentials = new NetworkCredential("ann", Canary) },
            ])
            {
                HttpClient.DefaultProxy = proxy;
                using var pipeline = new ApiPipeline(Description, Options(new Uri("https://api.example.test"), ApiCredential.FromApiKey(Canary), texts));
                texts.AddError(await FailsAsync<ApiConnectionException>(pipeline.SendAsync(new ApiRequest(HttpMethod.Get, "/v0/notes"))));
                texts.AddError(await FailsAsync<ApiConnectionException>(pipeline.ConnectAsync(Request())));
            }
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }

        AssertSilent(texts, echo, 40);
    }
}
