using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HumeGen.Tests.Http;

/// <summary>HTTP/2 where the server speaks it: few connections, and the same promises as over HTTP/1.1.</summary>
[Trait("Fault", "docs/reliability.md#faults-of-http2")]
public sealed class Http2Tests
{
    private const string Ok = """{"id":"n1"}""";
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string, bool> Faults()
    {
        var cases = new TheoryData<string, string, bool>();
        foreach (var method in new[] { "GET", "HEAD", "OPTIONS", "DELETE", "PUT", "POST", "PATCH" })
        {
            foreach (var fault in new[] { "server fault", "breach", "cancelled", "closed", "reset", "going away", "going away with a fault" })
            {
                cases.Add(method, fault, false);
                if (method is "PUT" or "POST" or "PATCH")
                    cases.Add(method, fault, true);
            }
        }

        return cases;
    }

    [Fact]
    public async Task A_thousand_calls_at_once_need_few_connections()
    {
        var connections = new ConcurrentDictionary<string, string>();
        await using var server = await StartAsync(context =>
        {
            connections[context.Connection.Id] = context.Request.Protocol;
            return context.Response.WriteAsync($$"""{"id":"{{context.Request.Path.Value!.Split('/')[^1]}}"}""");
        });
        using var pipeline = Create(server.Address);

        await Task.WhenAll(Enumerable.Range(0, 1000).Select(async i =>
        {
            var request = TestApi.Get("/v0/notes/{id}");
            request.AddPath("id", i);
            Assert.Equal(i.ToString(System.Globalization.CultureInfo.InvariantCulture), (await pipeline.SendAsync(request, Note.ReadJson)).Id);
        }));

        Assert.All(connections.Values, protocol => Assert.Equal("HTTP/2", protocol));
        Assert.InRange(connections.Count, 1, 20);
    }

    [Theory]
    [InlineData(HttpProtocols.Http1AndHttp2, "own", true, "HTTP/2")]
    [InlineData(HttpProtocols.Http1AndHttp2, "own", false, "HTTP/1.1")]
    [InlineData(HttpProtocols.Http1, "own", true, "HTTP/1.1")]
    [InlineData(HttpProtocols.Http1AndHttp2, "given client", true, "HTTP/1.1")]
    [InlineData(HttpProtocols.Http1AndHttp2, "given client for HTTP/2", false, "HTTP/2")]
    public async Task The_version_is_what_server_and_options_allow(HttpProtocols protocols, string sender, bool option, string expected)
    {
        await using var server = await StartAsync(context => context.Response.WriteAsync($$"""{"id":"{{context.Request.Protocol}}"}"""), protocols);
        using var sockets = new SocketsHttpHandler { AllowAutoRedirect = false };
        TestCertificate.Trust(sockets);
        using var client = new HttpClient(sockets);
        if (sender == "given client for HTTP/2")
            client.DefaultRequestVersion = HttpVersion.Version20;
        using var pipeline = sender == "own" ? Create(server.Address, o => o.UseHttp2 = option) : TestApi.Create(server.Address, o =>
        {
            o.HttpClient = client;
            o.UseHttp2 = option;
        });

        Assert.Equal(expected, (await pipeline.SendAsync(TestApi.Get(), Note.ReadJson)).Id);
        Assert.Equal(expected, (await pipeline.SendAsync(TestApi.Post(), Note.ReadJson)).Id);
    }

    [Fact]
    public async Task A_WebSocket_opens_over_HTTP_1_beside_calls_over_HTTP_2()
    {
        var protocols = new ConcurrentQueue<string>();
        await using var server = await StartAsync(async context =>
        {
            protocols.Enqueue(context.Request.Protocol);
            if (context.WebSockets.IsWebSocketRequest)
                await KestrelServer.AnswerFramesAsync(context, frame => [frame]);
            else
                await context.Response.WriteAsync(Ok);
        });
        using var pipeline = Create(server.Address);

        await pipeline.SendAsync(TestApi.Get(), Note.ReadJson);
        await using (await pipeline.ConnectAsync(new RealtimeRequest("", "/v0/chat")))
            await pipeline.SendAsync(TestApi.Get(), Note.ReadJson);

        Assert.Equal(["HTTP/2", "HTTP/1.1", "HTTP/2"], protocols);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_request_leaves_once_for_each_attempt(string method, string fault, bool withBody)
    {
        var requests = 0;
        await using var server = new Http2Server(async request =>
        {
            Interlocked.Increment(ref requests);
            await request.Whole.WaitAsync(Guard);
            switch (fault)
            {
                case "server fault" or "breach" or "cancelled":
                    await request.ResetAsync(fault == "server fault" ? 2 : fault == "breach" ? 1 : 8);
                    break;

                case "going away" or "going away with a fault":
                    await request.GoAwayAsync(request.Stream, fault == "going away" ? 0 : 2);
                    request.Close(reset: false);
                    break;

                default:
                    request.Close(fault == "reset");
                    break;
            }
        });
        var shown = 0;
        using var pipeline = Create(server.Address, o =>
        {
            o.MaxRetries = 1;
            o.OnRequest = _ => shown++;
        });

        var error = await Assert.ThrowsAsync<ApiConnectionException>(
            () => pipeline.SendAsync(new ApiRequest(new HttpMethod(method), "/v0/notes") { Body = withBody ? ApiBody.Json(new Note("n1", "hello")) : null }).WaitAsync(Guard));

        Assert.Equal(ApiConnectionError.Reset, error.Kind);
        Assert.Equal(method is "POST" or "PATCH" ? 1 : 2, requests);
        Assert.Equal(requests, shown);
    }

    [Theory]
    [InlineData("refused", false)]
    [InlineData("refused", true)]
    [InlineData("going away", false)]
    [InlineData("going away", true)]
    public async Task A_post_that_the_server_says_it_did_not_touch_is_sent_again(string how, bool withBody)
    {
        var requests = 0;
        await using var server = new Http2Server(async request =>
        {
            if (Interlocked.Increment(ref requests) > 1)
            {
                await request.AnswerAsync(Ok);
            }
            else if (how == "refused")
            {
                await request.ResetAsync(7);
            }
            else
            {
                await request.GoAwayAsync(Math.Max(request.Stream - 2, 0), 0);
            }
        });
        using var pipeline = Create(server.Address);

        var request = new ApiRequest(HttpMethod.Post, "/v0/notes") { Body = withBody ? ApiBody.Json(new Note("n1", "hello")) : null };
        Assert.Equal("n1", (await pipeline.SendAsync(request, Note.ReadJson).WaitAsync(Guard)).Id);

        Assert.Equal(2, requests);
    }

    [Fact]
    public async Task A_server_that_refuses_for_ever_is_given_up()
    {
        var requests = 0;
        await using var server = new Http2Server(request =>
        {
            Interlocked.Increment(ref requests);
            return request.ResetAsync(7);
        });
        using var pipeline = Create(server.Address);

        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(TestApi.Post()).WaitAsync(Guard));

        Assert.Equal(3, error.Attempts.Count);
        Assert.Contains("was not carried out", error.Message, StringComparison.Ordinal);
        Assert.InRange(requests, 3, 12);
    }

    [Fact]
    public async Task A_server_that_limits_streams_serves_all_calls()
    {
        await using var server = await StartAsync(
            async context =>
            {
                await Task.Delay(5);
                await context.Response.WriteAsync(Ok);
            },
            limit: l => l.Http2.MaxStreamsPerConnection = 10);

        // A new connection does not know the limit, so that some of the calls are refused at first.
        using var pipeline = Create(server.Address, o => (o.Random, o.MaxRetries) = (Random.Shared.NextDouble, 10));

        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => pipeline.SendAsync(TestApi.Get(), Note.ReadJson)));
    }

    [Fact]
    public async Task A_server_that_limits_streams_gets_no_post_twice()
    {
        // Kestrel closes a connection whose client did not know the limit yet, so some of the calls may fail.
        var seen = new ConcurrentQueue<string>();
        await using var server = await StartAsync(
            async context =>
            {
                seen.Enqueue(context.Request.Path.Value!);
                await Task.Delay(5);
                await context.Response.WriteAsync(Ok);
            },
            limit: l => l.Http2.MaxStreamsPerConnection = 2);
        using var pipeline = Create(server.Address);

        var errors = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Record.ExceptionAsync(() => pipeline.SendAsync(TestApi.Post($"/v0/notes/{i}"), Note.ReadJson))));

        Assert.Equal(seen.Distinct(), seen);
        Assert.All(errors.OfType<Exception>(), e => Assert.IsType<ApiConnectionException>(e));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public async Task A_stream_that_breaks_off_is_an_error_after_the_items_that_came(int code)
    {
        await using var server = new Http2Server(async request =>
        {
            await request.SendHeadersAsync();
            await request.SendBodyAsync($"{Ok}\n{Ok}\n", isLast: false);
            await Task.Delay(50);
            if (code > 0)
                await request.ResetAsync(code);
            else
                request.Close(reset: true);
        });
        using var pipeline = Create(server.Address);
        var ids = new List<string>();

        await Assert.ThrowsAsync<ApiResponseException>(async () =>
        {
            await foreach (var item in pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson))
                ids.Add(item.Id);
        });

        Assert.Equal(["n1", "n1"], ids);
    }

    [Fact]
    public async Task An_attempt_that_hangs_is_given_up_and_the_connection_serves_the_next()
    {
        var time = new ManualTime();
        var requests = 0;
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new Http2Server(async request =>
        {
            if (Interlocked.Increment(ref requests) > 1)
                await request.AnswerAsync(Ok);
            arrived.TrySetResult();
        });
        using var pipeline = Create(server.Address, o => o.TimeProvider = time);

        var call = pipeline.SendAsync(TestApi.Post(), Note.ReadJson);
        await arrived.Task.WaitAsync(Guard);
        time.Advance(TimeSpan.FromMinutes(2));

        await Assert.ThrowsAsync<ApiTimeoutException>(() => call.WaitAsync(Guard));
        Assert.Equal("n1", (await pipeline.SendAsync(TestApi.Post(), Note.ReadJson).WaitAsync(Guard)).Id);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_connection_that_died_without_a_word_is_found_out()
    {
        await using var server = new Http2Server(_ => Task.CompletedTask, answersPings: false);
        using var handler = TestCertificate.CreateHandler();
        var sockets = (SocketsHttpHandler)((DelegatingHandler)handler).InnerHandler!;
        Assert.Equal(HttpKeepAlivePingPolicy.WithActiveRequests, sockets.KeepAlivePingPolicy);
        Assert.InRange(sockets.KeepAlivePingDelay + sockets.KeepAlivePingTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60));
        (sockets.KeepAlivePingDelay, sockets.KeepAlivePingTimeout) = (TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        using var pipeline = TestApi.Create(server.Address, o => o.HttpMessageHandler = handler);

        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(TestApi.Post()).WaitAsync(Guard));

        Assert.Equal(ApiConnectionError.Reset, error.Kind);
    }

    [Fact]
    public async Task Disposing_ends_calls_that_run()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new Http2Server(_ =>
        {
            arrived.TrySetResult();
            return Task.CompletedTask;
        });
        var pipeline = Create(server.Address);

        var call = pipeline.SendAsync(TestApi.Get());
        await arrived.Task.WaitAsync(Guard);
        pipeline.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => call.WaitAsync(Guard));
    }

    [Theory]
    [InlineData(1000, 999, "became shorter")]
    [InlineData(1000, 1001, "became longer")]
    [InlineData(1000, 0, "became shorter")]
    public async Task A_file_that_changes_its_size_while_it_is_sent_is_named(int promised, int actual, string words)
    {
        await using var server = new Http2Server(async request =>
        {
            await request.Whole;
            await request.AnswerAsync(Ok);
        });
        using var pipeline = Create(server.Address);
        var file = FilePart.FromStream(new ChangingStream(promised, new byte[actual]), "talk.wav");

        var error = await Assert.ThrowsAsync<ApiClientException>(
            () => pipeline.SendAsync(new ApiRequest(HttpMethod.Put, "/v0/files") { Body = ApiBody.File(file) }).WaitAsync(Guard));

        Assert.Contains($"'talk.wav' {words}", error.Message, StringComparison.Ordinal);
    }

    private static Task<KestrelServer> StartAsync(
        RequestDelegate answer, HttpProtocols protocols = HttpProtocols.Http1AndHttp2, Action<KestrelServerLimits>? limit = null) =>
        KestrelServer.StartAsync(
            answer,
            listen =>
            {
                listen.Protocols = protocols;
                listen.UseHttps(TestCertificate.Server);
            },
            limit);

    private static ApiPipeline Create(Uri address, Action<ApiClientOptions>? configure = null) => TestApi.Create(address, o =>
    {
        o.HttpMessageHandler = TestCertificate.CreateHandler(o);
        configure?.Invoke(o);
    });
}
