using System.Collections.Concurrent;

namespace HumeGen.Tests;

/// <summary>The request that opens a WebSocket leaves once for each attempt.</summary>
public sealed class SendOnceTests : RealtimeTest
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_opening_request_leaves_once_for_each_attempt(bool own)
    {
        var requests = new ConcurrentQueue<string>();
        await using var server = new WireServer(async wire => requests.Enqueue(await wire.ReadRequestAsync()));
        var shown = 0;
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var pipeline = Pipeline(server.Address, o =>
        {
            o.HttpMessageHandler = own ? null : handler;
            o.OnRequest = _ => shown++;
        });

        var error = await FailsAsync<ApiConnectionException>(pipeline.ConnectAsync(Request(), new RealtimeOptions { MaxRetries = 1 }));

        Assert.Equal(ApiConnectionError.Reset, error.Kind);
        Assert.Equal((2, 2, 2), (requests.Count, server.Connections, shown));
        Assert.All(requests, r => Assert.DoesNotContain("Transfer-Encoding", r, StringComparison.OrdinalIgnoreCase));
        Assert.All(requests, r => Assert.DoesNotContain("Content-Type", r, StringComparison.OrdinalIgnoreCase));
        if (own)
            Assert.All(requests, r => Assert.DoesNotContain("Content-Length", r, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_given_handler_opens_connections_as_well()
    {
        await using var server = await EchoServer.StartAsync();
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var pipeline = Pipeline(server.Address, o => o.HttpMessageHandler = handler);
        await using var connection = Watch(new TestConnection(await pipeline.ConnectAsync(Request()).WaitAsync(Guard)));

        await connection.SendAsync(new Sound(1, new byte[] { 1, 2, 3 }));

        Assert.Equal(1, Assert.IsType<Sound>(await NextAsync(connection)).Seq);
    }
}
