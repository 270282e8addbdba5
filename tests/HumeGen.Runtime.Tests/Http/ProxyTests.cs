using System.Net;

namespace HumeGen.Tests.Http;

/// <summary>Proxies of the system. The tests set one for the whole program, so no others run meanwhile.</summary>
[Collection(nameof(ProxyTests))]
[CollectionDefinition(nameof(ProxyTests), DisableParallelization = true)]
public sealed class ProxyTests : IDisposable
{
    private readonly IWebProxy _before = HttpClient.DefaultProxy;

    public void Dispose() => HttpClient.DefaultProxy = _before;

    [Theory]
    [InlineData("localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("127.1.2.3")]
    [InlineData("localhost.")]
    [InlineData("[::1]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:127.1.2.3]")]
    public async Task A_call_to_this_machine_goes_to_no_proxy(string host)
    {
        await using var proxy = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        HttpClient.DefaultProxy = new WebProxy(proxy.Address);
        await using var server = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"id\":\"n1\"}");
        using var pipeline = TestApi.Create(new UriBuilder(server.Address) { Host = host }.Uri, o => o.MaxRetries = 0);

        // Only 127.0.0.1 is listened to; what counts is where the call does not go.
        await Record.ExceptionAsync(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));

        Assert.Equal(0, proxy.Connections);
    }

    [Theory]
    [InlineData("http://localhost:5000/", true)]
    [InlineData("https://LOCALHOST./", true)]
    [InlineData("https://hume.localhost/", true)]
    [InlineData("http://127.0.0.1/", true)]
    [InlineData("http://127.200.3.4/", true)]
    [InlineData("http://[::1]:80/", true)]
    [InlineData("http://[::ffff:127.0.0.1]/", true)]
    [InlineData("http://[::ffff:127.1.2.3]/", true)]
    [InlineData("http://2130706433/", true)]
    [InlineData("http://0x7f.1/", true)]
    [InlineData("http://[::ffff:10.0.0.1]/", false)]
    [InlineData("http://0.0.0.0/", false)]
    [InlineData("wss://localhost/", true)]
    [InlineData("https://api.example.test/", false)]
    [InlineData("https://localhost.example.test/", false)]
    [InlineData("https://notlocalhost/", false)]
    [InlineData("https://128.0.0.1/", false)]
    [InlineData("https://[::2]/", false)]
    public void Every_name_of_this_machine_is_known(string address, bool direct)
    {
        HttpClient.DefaultProxy = new WebProxy("http://proxy.example.test:8080");

        Assert.Equal(direct, LoopbackBypass.Instance.IsBypassed(new Uri(address)));
        Assert.Equal(direct ? null : "proxy.example.test", LoopbackBypass.Instance.GetProxy(new Uri(address))?.Host);
    }

    [Theory]
    [InlineData("puser", "canary-proxy-1a2b")]
    [InlineData("puser", "p%22w%20%3Ccanary%3E")]
    [InlineData("canary-user", "")]
    public async Task No_error_tells_the_login_of_a_proxy(string user, string password)
    {
        await using var proxy = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { Length: > 0 })
                await connection.SendAsync("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n");
        });
        HttpClient.DefaultProxy = new WebProxy($"http://{user}:{password}@{proxy.Address.Authority}");
        using var pipeline = TestApi.Create(new Uri("https://api.example.test"));
        Exception? shown = null;
        using var watched = TestApi.Create(new Uri("https://api.example.test"), o => o.OnResponse = a => shown = a.Error);

        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(TestApi.Get()));
        await Assert.ThrowsAsync<ApiConnectionException>(() => watched.SendAsync(TestApi.Get()));

        Assert.True(proxy.Connections > 0);
        Assert.Equal(ApiConnectionError.Proxy, error.Kind);
        Assert.IsType<HttpRequestException>(error.InnerException);
        Assert.Contains("407", error.InnerException.Message, StringComparison.Ordinal);
        foreach (var text in new[] { error.ToString(), shown!.ToString() })
        {
            Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
            Assert.DoesNotContain("puser", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_given_handler_keeps_its_proxy()
    {
        await using var proxy = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Length: 11\r\n\r\n{\"id\":\"p1\"}");
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, Proxy = new WebProxy(proxy.Address) };
        using var pipeline = TestApi.Create(new Uri("http://127.0.0.1:1"), o => o.HttpMessageHandler = handler);

        Assert.Equal("p1", (await pipeline.SendAsync(TestApi.Get(), Note.ReadJson)).Id);
    }
}
