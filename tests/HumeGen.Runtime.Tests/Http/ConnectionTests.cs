using System.Net;
using System.Net.Sockets;

namespace HumeGen.Tests.Http;

/// <summary>Faults on real sockets.</summary>
public sealed class ConnectionTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: 11\r\n\r\n{\"id\":\"n1\"}";

    [Theory]
    [InlineData("reset")]
    [InlineData("close")]
    [InlineData("garbage")]
    [InlineData("cut head")]
    public async Task A_get_survives_one_broken_connection_and_a_post_is_not_sent_twice(string fault)
    {
        var connections = 0;
        await using var server = new RawServer(async connection =>
        {
            var first = Interlocked.Increment(ref connections) % 2 == 1;
            await connection.ReadRequestAsync();
            if (!first)
                await connection.SendAsync(Ok);
            else if (fault == "reset")
                connection.Reset();
            else if (fault == "garbage")
                await connection.SendAsync("no http at all\r\n\r\n");
            else if (fault == "cut head")
                await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Ty");
        });
        using var pipeline = TestApi.Create(server.Address);

        Assert.Equal("n1", (await pipeline.SendAsync(TestApi.Get(), Note.ReadJson)).Id);
        Assert.Equal(2, connections);

        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(TestApi.Post(), Note.ReadJson));
        Assert.Equal(3, connections);
        Assert.Equal(fault == "garbage" ? ApiConnectionError.Other : ApiConnectionError.Reset, error.Kind);
        Assert.Contains("POST /v0/notes", error.Message, StringComparison.Ordinal);
        if (fault != "garbage")
            Assert.Contains("may have carried it out", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n{\"id\":")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nConnection: close\r\nContent-Length: 5\r\n\r\nplain")]
    public async Task A_body_cut_short_is_fetched_again_and_reported_in_the_end(string response)
    {
        await using var server = RawServer.Sending(response);
        using var pipeline = TestApi.Create(server.Address);

        var error = await Assert.ThrowsAsync<ApiResponseException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));

        Assert.Equal(HttpStatusCode.OK, error.StatusCode);
        Assert.Contains("cut short", error.Message, StringComparison.Ordinal);
        Assert.Contains("3 attempts", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, server.Connections);
    }

    [Fact]
    public async Task A_post_answered_with_a_body_cut_short_is_not_sent_twice()
    {
        await using var server = RawServer.Sending("HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"id\":");
        using var pipeline = TestApi.Create(server.Address);

        var error = await Assert.ThrowsAsync<ApiResponseException>(() => pipeline.SendAsync(TestApi.Post(), Note.ReadJson));

        Assert.Equal(HttpStatusCode.Created, error.StatusCode);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_call_without_a_result_does_not_mind_a_broken_body()
    {
        await using var server = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\n<html>");
        using var pipeline = TestApi.Create(server.Address);
        ApiResponse? seen = null;

        await pipeline.SendAsync(new ApiRequest(HttpMethod.Delete, "/v0/notes"));
        await pipeline.SendAsync(new ApiRequest(HttpMethod.Delete, "/v0/notes"), new ApiCallOptions { OnResponse = r => seen = r });

        Assert.Equal("<html>"u8, seen!.Body.Span);
    }

    [Fact]
    public async Task A_refused_connection_says_so_and_what_to_check()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        using var pipeline = TestApi.Create(address);

        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(TestApi.Post()));

        Assert.Equal(ApiConnectionError.Refused, error.Kind);
        Assert.Contains("3 attempts", error.Message, StringComparison.Ordinal);
        Assert.Contains("BaseAddress", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_says_so()
    {
        using var pipeline = TestApi.Create(new Uri("https://no-such-host.invalid"), o => o.MaxRetries = 0);

        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Equal(ApiConnectionError.Dns, error.Kind);
    }

    [Fact]
    public async Task A_resolver_that_cannot_be_reached_is_no_refused_connection()
    {
        var cause = new HttpRequestException(HttpRequestError.ConnectionError, "try again", new SocketException((int)SocketError.TryAgain));
        using var handler = new StubHandler(StubHandler.Fail(cause));
        using var pipeline = TestApi.Create(handler, o => o.MaxRetries = 0);

        Assert.Equal(ApiConnectionError.Dns, (await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(TestApi.Get()))).Kind);
    }

    [Fact]
    public async Task A_server_without_tls_says_so_and_is_not_tried_again()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 400 Bad Request\r\n\r\n");
            await connection.WaitForCloseAsync();
        });
        using var pipeline = TestApi.Create(new UriBuilder(server.Address) { Scheme = "https" }.Uri);

        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Equal(ApiConnectionError.Tls, error.Kind);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task One_client_serves_64_callers_at_once_and_each_gets_its_own_answer()
    {
        await using var server = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { Length: > 0 } request)
            {
                var id = request.Split(' ')[1].Split('/')[^1];
                await connection.SendResponseAsync("200 OK", $$"""{"id":"{{id}}"}""", keepAlive: true);
            }
        });
        using var pipeline = TestApi.Create(server.Address);

        await Task.WhenAll(Enumerable.Range(0, 64).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                var id = $"c{caller}-{i}";
                var request = TestApi.Get("/v0/notes/{id}");
                request.AddPath("id", id);
                Assert.Equal(id, (await pipeline.SendAsync(request, Note.ReadJson)).Id);
            }
        })));
    }

    [Fact]
    public async Task Nothing_comes_back_to_the_callers_synchronization_context()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendResponseAsync("500 Error", "");
        });
        using var pipeline = TestApi.Create(server.Address);
        var context = new CountingContext();

        var call = Task.Run(() =>
        {
            SynchronizationContext.SetSynchronizationContext(context);
            Assert.Throws<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()).ConfigureAwait(false).GetAwaiter().GetResult());
        });

        await call;
        Assert.Equal(0, context.Posts);
    }

    private sealed class CountingContext : SynchronizationContext
    {
        private int _posts;

        public int Posts => _posts;

        public override void Post(SendOrPostCallback d, object? state)
        {
            Interlocked.Increment(ref _posts);
            ThreadPool.QueueUserWorkItem(_ => d(state));
        }
    }
}
