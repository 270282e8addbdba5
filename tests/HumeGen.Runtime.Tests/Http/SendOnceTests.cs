using System.Collections.Concurrent;

namespace HumeGen.Tests.Http;

/// <summary>A request leaves once for each attempt, whoever made the handler; retries are up to the options.</summary>
public sealed class SendOnceTests
{
    public static TheoryData<string, string, bool> Cases()
    {
        var cases = new TheoryData<string, string, bool>();
        foreach (var method in new[] { "GET", "HEAD", "OPTIONS", "DELETE", "PUT", "POST", "PATCH" })
        {
            foreach (var handler in new[] { "own", "given handler", "given client" })
            {
                cases.Add(method, handler, false);
                cases.Add(method, handler, true);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_request_without_a_body_leaves_once_for_each_attempt(string method, string handler, bool reset)
    {
        var requests = new ConcurrentQueue<string>();
        await using var server = new RawServer(async connection =>
        {
            if (await connection.ReadRequestAsync() is not { Length: > 0 } request)
                return;
            requests.Enqueue(request);
            if (reset)
                connection.Reset();
        });
        var shown = 0;
        using var sockets = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(sockets, disposeHandler: false);
        using var pipeline = TestApi.Create(server.Address, o =>
        {
            o.HttpMessageHandler = handler == "given handler" ? sockets : null;
            o.HttpClient = handler == "given client" ? client : null;
            o.OnRequest = _ => shown++;
            o.MaxRetries = 1;
        });

        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(new ApiRequest(new HttpMethod(method), "/v0/notes")));

        Assert.Equal(ApiConnectionError.Reset, error.Kind);
        Assert.Equal(method is "POST" or "PATCH" ? 1 : 2, requests.Count);
        Assert.Equal(requests.Count, shown);
        Assert.All(requests, r => Assert.DoesNotContain("Content-Type", r, StringComparison.OrdinalIgnoreCase));
        Assert.All(requests, r => Assert.DoesNotContain("Transfer-Encoding", r, StringComparison.OrdinalIgnoreCase));
        if (handler == "own" && method is "GET" or "HEAD" or "OPTIONS" or "DELETE")
            Assert.All(requests, r => Assert.DoesNotContain("Content-Length", r, StringComparison.OrdinalIgnoreCase));
        if (method is "PUT" or "POST" or "PATCH")
            Assert.All(requests, r => Assert.Contains("Content-Length: 0", r, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_connection_is_used_again_and_one_that_breaks_then_is_an_attempt_as_well()
    {
        var requests = 0;
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            Interlocked.Increment(ref requests);
            await connection.SendResponseAsync("200 OK", "{\"id\":\"n1\"}", keepAlive: true);
            await connection.ReadRequestAsync();
            Interlocked.Increment(ref requests);
        });
        using var pipeline = TestApi.Create(server.Address, o => o.MaxRetries = 0);

        Assert.Equal("n1", (await pipeline.SendAsync(TestApi.Get(), Note.ReadJson)).Id);
        await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));

        Assert.Equal((2, 1), (requests, server.Connections));
    }

    [Fact]
    public async Task A_body_that_ends_with_its_connection_is_whole()
    {
        await using var server = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"id\":\"n1\"}");
        using var pipeline = TestApi.Create(server.Address);

        Assert.Equal("n1", (await pipeline.SendAsync(TestApi.Get(), Note.ReadJson)).Id);
    }
}
