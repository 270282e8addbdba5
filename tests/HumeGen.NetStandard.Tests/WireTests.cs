using System.Collections.Concurrent;
using System.Net;
using HumeGen.Tests;

namespace Hume.NetStandard;

/// <summary>Traffic of the builds for .NET Standard 2.0. The tests set a proxy for the whole program, so no other tests run meanwhile.</summary>
[Collection(nameof(WireTests))]
[CollectionDefinition(nameof(WireTests), DisableParallelization = true)]
public sealed class WireTests
{
    private static readonly ApiDescription Description = new()
    {
        Name = "Hume",
        BaseAddress = new Uri("https://api.example.test"),
        ApiKeyHeader = "X-Hume-Api-Key",
    };

    [Theory]
    [InlineData("GET", 2)]
    [InlineData("DELETE", 2)]
    [InlineData("POST", 1)]
    public async Task A_request_without_a_body_leaves_once_for_each_attempt(string method, int attempts)
    {
        var requests = new ConcurrentQueue<string>();
        await using var server = new RawServer(async connection =>
        {
            if (await connection.ReadRequestAsync() is { Length: > 0 } request)
                requests.Enqueue(request);
        });
        using var pipeline = Pipeline(server.Address);

        await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(new ApiRequest(new HttpMethod(method), "/v0/notes")));

        Assert.Equal(attempts, requests.Count);
        Assert.All(requests, r => Assert.DoesNotContain("Transfer-Encoding", r, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Calls_and_connections_to_this_machine_go_to_no_proxy()
    {
        await using var proxy = RawServer.Sending("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        await using var server = RawServer.Sending("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        var before = HttpClient.DefaultProxy;
        try
        {
            HttpClient.DefaultProxy = WebRequest.DefaultWebProxy = new WebProxy(proxy.Address);
            using var pipeline = Pipeline(server.Address);

            await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(new ApiRequest(HttpMethod.Get, "/v0/notes")));
            await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.ConnectAsync(new RealtimeRequest("wss://api.example.test", "/v0/chat")));
        }
        finally
        {
            HttpClient.DefaultProxy = before;
            WebRequest.DefaultWebProxy = before;
        }

        Assert.Equal((0, 2), (proxy.Connections, server.Connections));
    }

    [Fact]
    public async Task An_upload_ends_though_its_stream_does_not()
    {
        await using var server = new RawServer(connection => connection.HangAsync());
        using var source = new StuckStream(blocks: true);
        using var pipeline = Pipeline(server.Address);
        using var cancel = new CancellationTokenSource();
        var request = new ApiRequest(HttpMethod.Post, "/v0/files") { Body = ApiBody.File(FilePart.FromStream(source, "t.bin")) };

        var call = Task.Run(() => pipeline.SendAsync(request, cancellationToken: cancel.Token));
        await source.Reading.WaitAsync(TimeSpan.FromSeconds(60));
        await cancel.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(60)));
    }

    private static ApiPipeline Pipeline(Uri address) => new(Description, new ApiClientOptions { BaseAddress = address, ApiKey = "key-of-a-test", MaxRetries = 1 });
}
