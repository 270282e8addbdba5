using System.Net;
using System.Net.Sockets;
using HumeGen.Json;

namespace HumeGen.Tests.Http;

/// <summary>Disposing a client ends all that it still does, at once and with one kind of exception.</summary>
[Trait("Fault", "docs/reliability.md#client-disposed")]
public sealed class DisposalTests
{
    private const string Item = "{\"id\":\"n1\"}\n";
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var what in new[] { "answer", "body", "error body", "wait", "token", "blocked token", "socket", "items", "items that came", "events", "resume", "binary", "blocked binary" })
        {
            cases.Add(what, "own");
            cases.Add(what, "given client");
            cases.Add(what, "given handler");
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Disposing_ends_at_once_whatever_runs(string what, string sender)
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var disposed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var release = new ManualResetEventSlim();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(AnswerFor(what));
            if (what is "answer" or "body" or "error body" or "socket")
                running.TrySetResult();
            if (what != "resume")
                await connection.HangAsync();
        });
        using var sockets = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(sockets, disposeHandler: false);
        var pipeline = TestApi.Create(server.Address, o =>
        {
            o.HttpClient = sender == "given client" ? client : null;
            o.HttpMessageHandler = sender == "given handler" ? sockets : null;
            o.Timeout = TimeSpan.FromHours(1);
            o.OnRetry = _ => running.TrySetResult();
            if (what is not ("token" or "blocked token"))
                return;
            o.ApiKey = null;
            o.Credential = ApiCredential.FromTokenProvider(_ =>
            {
                running.TrySetResult();
                if (what == "blocked token")
                    release.Wait(CancellationToken.None);
                return new(new TaskCompletionSource<ApiAccessToken>().Task);
            });
        });

        var call = Task.Run(() => RunAsync(pipeline, what, running, disposed.Task));
        await running.Task.WaitAsync(Guard);
        pipeline.Dispose();
        disposed.SetResult();

        var error = await Assert.ThrowsAsync<ObjectDisposedException>(() => call.WaitAsync(Guard));
        Assert.Equal(typeof(ApiPipeline).FullName, error.ObjectName);
        Assert.Contains("The client was disposed", error.Message, StringComparison.Ordinal);
        release.Set();
    }

    [Fact]
    public async Task A_disposed_client_says_so()
    {
        var pipeline = TestApi.Create(new Uri("http://127.0.0.1:1"));
        pipeline.Dispose();
        pipeline.Dispose();

        Assert.Equal(typeof(ApiPipeline).FullName, (await Assert.ThrowsAsync<ObjectDisposedException>(() => pipeline.SendAsync(TestApi.Get()))).ObjectName);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson).ToListAsync());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pipeline.ConnectAsync(new RealtimeRequest("", "/v0/chat")));
    }

    [Fact]
    public async Task The_exception_names_the_client_of_the_api()
    {
        var description = new ApiDescription { Name = "Test", BaseAddress = new Uri("https://api.example.test"), IsOpen = true, Client = typeof(DisposalTests) };
        var pipeline = new ApiPipeline(description, new ApiClientOptions());
        pipeline.Dispose();

        Assert.Equal(typeof(DisposalTests).FullName, (await Assert.ThrowsAsync<ObjectDisposedException>(() => pipeline.SendAsync(TestApi.Get()))).ObjectName);
    }

    [Fact]
    public async Task A_token_that_was_cancelled_first_wins()
    {
        await using var server = new RawServer(connection => connection.HangAsync());
        using var cancel = new CancellationTokenSource();
        var pipeline = TestApi.Create(server.Address);
        var call = pipeline.SendAsync(TestApi.Get(), cancellationToken: cancel.Token);

        await cancel.CancelAsync();
        pipeline.Dispose();

        Assert.Equal(cancel.Token, (await Assert.ThrowsAsync<OperationCanceledException>(() => call.WaitAsync(Guard))).CancellationToken);
    }

    [Fact]
    public async Task A_given_client_goes_on_when_the_one_that_had_it_is_disposed()
    {
        await using var server = new RawServer(async connection =>
        {
            while (await connection.ReadRequestAsync() is { Length: > 0 })
                await connection.SendResponseAsync("200 OK", "{\"id\":\"n1\"}", keepAlive: true);
        });
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        TestApi.Create(server.Address, o => o.HttpClient = client).Dispose();
        using var other = TestApi.Create(server.Address, o => o.HttpClient = client);

        Assert.Equal("n1", (await other.SendAsync(TestApi.Get(), Note.ReadJson)).Id);
    }

    [Fact]
    public async Task A_given_client_that_was_disposed_is_named()
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var pipeline = TestApi.Create(new Uri("http://127.0.0.1:1"), o => o.HttpClient = client);
        client.Dispose();

        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Contains("HttpClient was disposed", error.Message, StringComparison.Ordinal);
    }

    private static string AnswerFor(string what) => what switch
    {
        "body" => "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
        "error body" => "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
        "wait" => "HTTP/1.1 503 Busy\r\nRetry-After: 600\r\nContent-Length: 0\r\n\r\n",
        "items" or "binary" or "blocked binary" => $"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100\r\n\r\n{Item}",
        "items that came" => $"HTTP/1.1 200 OK\r\nContent-Type: application/x-ndjson\r\nContent-Length: 100\r\n\r\n{Item}{Item}{Item}",
        "events" => $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 100\r\n\r\ndata: {Item}\n",
        "resume" => $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 100\r\n\r\nid: 1\nretry: 600000\ndata: {Item}\n",
        _ => "",
    };

    private static async Task RunAsync(ApiPipeline pipeline, string what, TaskCompletionSource running, Task disposed)
    {
        switch (what)
        {
            case "socket":
                await pipeline.ConnectAsync(new RealtimeRequest("", "/v0/chat"));
                break;

            case "binary" or "blocked binary":
                using (var file = await pipeline.SendForBinaryAsync(TestApi.Get()))
                {
                    var buffer = new byte[100];
                    Assert.Equal(Item.Length, await file.Stream.ReadAsync(buffer));
                    running.TrySetResult();
                    _ = what == "binary" ? await file.Stream.ReadAsync(buffer) : await Task.Run(() => file.Stream.Read(buffer, 0, 1));
                }

                break;

            case "items" or "events" or "resume" or "items that came":
                await foreach (var item in pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson, new ApiCallOptions { MaxResumes = 5 }))
                {
                    if (what == "resume")
                        continue;
                    running.TrySetResult();
                    if (what == "items that came")
                        await disposed;
                }

                break;

            default:
                await pipeline.SendAsync(TestApi.Get(), Note.ReadJson);
                break;
        }
    }
}
