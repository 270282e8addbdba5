using System.Net;
using System.Net.Sockets;
using static HumeGen.Tests.StubHandler;

namespace HumeGen.Tests.Http;

public sealed class TimeoutTests
{
    private const string Ok = """{"id":"n1"}""";

    [Fact]
    public async Task A_post_that_hangs_ends_at_the_total_limit_and_only_there()
    {
        var time = new ManualTime();
        CancellationToken sending = default;
        using var handler = new StubHandler((request, token) =>
        {
            sending = token;
            return Hang(request, token);
        });
        using var pipeline = TestApi.Create(handler, o => o.TimeProvider = time);

        var call = pipeline.SendAsync(TestApi.Post(), Note.ReadJson);
        await handler.ArrivalAsync();
        time.Advance(TimeSpan.FromSeconds(119));
        Assert.False(sending.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => call);
        Assert.Equal((ApiTimeoutKind.Total, TimeSpan.FromMinutes(2)), (error.Kind, error.Timeout));
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Contains("120 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("may have carried it out", error.Message, StringComparison.Ordinal);
        Assert.Single(handler.Seen);
    }

    [Fact]
    public async Task An_attempt_that_hangs_is_given_up_and_followed_by_another()
    {
        var time = ManualTime.JumpingOverWaits();
        using var handler = new StubHandler(Hang, Step(200, Ok)) { Time = time };
        using var pipeline = TestApi.Create(handler, o =>
        {
            o.TimeProvider = time;
            o.Random = () => 0;
        });

        var call = pipeline.SendAsync(TestApi.Get(), Note.ReadJson);
        await handler.ArrivalAsync();
        time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal("n1", (await call).Id);
        Assert.Equal(TimeSpan.FromSeconds(60), handler.Seen[1].At);
    }

    [Fact]
    public async Task When_every_attempt_hangs_the_error_counts_them()
    {
        var time = new ManualTime();
        using var handler = new StubHandler(Hang);
        using var pipeline = TestApi.Create(handler, o =>
        {
            o.TimeProvider = time;
            o.AttemptTimeout = TimeSpan.FromSeconds(10);
            o.MaxRetries = 1;
            o.Random = () => 0;
        });

        var call = pipeline.SendAsync(TestApi.Get());
        for (var i = 0; i < 2; i++)
        {
            await handler.ArrivalAsync();
            time.Advance(TimeSpan.FromSeconds(10));
        }

        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => call);
        Assert.Equal((ApiTimeoutKind.Attempt, TimeSpan.FromSeconds(10)), (error.Kind, error.Timeout));
        Assert.Contains("2 attempts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_limit_of_the_call_wins_over_the_clients()
    {
        var time = new ManualTime();
        using var handler = new StubHandler(Hang);
        using var pipeline = TestApi.Create(handler, o => o.TimeProvider = time);

        var call = pipeline.SendAsync(TestApi.Get(), new ApiCallOptions { Timeout = TimeSpan.FromSeconds(3) });
        await handler.ArrivalAsync();
        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(TimeSpan.FromSeconds(3), (await Assert.ThrowsAsync<ApiTimeoutException>(() => call)).Timeout);
    }

    [Fact]
    public async Task The_total_limit_covers_the_body()
    {
        var time = new ManualTime();
        var sent = new TaskCompletionSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"id\":");
            sent.SetResult();
            await connection.HangAsync();
        });
        using var pipeline = TestApi.Create(server.Address, o => o.TimeProvider = time);

        var call = pipeline.SendAsync(TestApi.Post(), Note.ReadJson);
        await sent.Task;
        time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(ApiTimeoutKind.Total, (await Assert.ThrowsAsync<ApiTimeoutException>(() => call)).Kind);
    }

    [Fact]
    public async Task An_error_whose_body_hangs_still_tells_its_status_after_a_moment()
    {
        var time = new ManualTime();
        var body = new HangingStream("{\"mess");
        using var handler = new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StreamContent(body) }));
        using var pipeline = TestApi.Create(handler, o => o.TimeProvider = time);

        var call = pipeline.SendAsync(TestApi.Post(), Note.ReadJson);
        await body.Hanging;
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("{\"mess", (await Assert.ThrowsAsync<ApiErrorException>(() => call)).Body);
    }

    [Fact]
    public async Task A_connection_that_does_not_come_about_ends_at_the_limit_for_connecting()
    {
        // A listener whose queue is full takes no more connections.
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(0);
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var fillers = Enumerable.Range(0, 8).Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = false }).ToList();
        foreach (var filler in fillers)
            Assert.Throws<SocketException>(() => filler.Connect(IPAddress.Loopback, port));

        using var pipeline = TestApi.Create(new Uri($"http://127.0.0.1:{port}"), o =>
        {
            o.ConnectTimeout = TimeSpan.FromMilliseconds(100);
            o.MaxRetries = 1;
        });

        // Nothing was sent, so a POST may be tried again as well.
        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => pipeline.SendAsync(TestApi.Post()));

        Assert.Equal((ApiTimeoutKind.Connect, TimeSpan.FromMilliseconds(100)), (error.Kind, error.Timeout));
        Assert.IsType<TimeoutException>(error.InnerException);
        Assert.Contains("2 attempts", error.Message, StringComparison.Ordinal);
        fillers.ForEach(f => f.Dispose());
    }

    [Fact]
    public async Task The_limit_of_a_given_HttpClient_is_a_timeout_too()
    {
        await using var server = new RawServer(async connection => await connection.HangAsync());
        using var client = new HttpClient { Timeout = TimeSpan.FromMilliseconds(50) };
        using var pipeline = TestApi.Create(server.Address, o => o.HttpClient = client);

        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => pipeline.SendAsync(TestApi.Post()));

        Assert.Contains("Timeout of the given HttpClient", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_gives_the_callers_own_token_never_a_timeout()
    {
        using var cancel = new CancellationTokenSource();
        using var handler = new StubHandler(Hang);
        using var pipeline = TestApi.Create(handler);

        var call = pipeline.SendAsync(TestApi.Get(), Note.ReadJson, cancellationToken: cancel.Token);
        await handler.ArrivalAsync();
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancel.Token, error.CancellationToken);
    }

    [Fact]
    public async Task A_token_cancelled_beforehand_sends_nothing()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.OK, Ok);
        using var pipeline = TestApi.Create(handler);
        var cancelled = new CancellationToken(canceled: true);

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pipeline.SendAsync(TestApi.Get(), cancellationToken: cancelled));

        Assert.Equal(cancelled, error.CancellationToken);
        Assert.Empty(handler.Seen);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(100L * 24 * 3600)]
    public async Task A_limit_that_makes_no_sense_is_refused_by_name(long seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        using var handler = StubHandler.Answering(HttpStatusCode.OK);

        foreach (var set in new Action<ApiClientOptions>[] { o => o.Timeout = time, o => o.AttemptTimeout = time, o => o.ConnectTimeout = time, o => o.StreamIdleTimeout = time })
            Assert.Contains("Timeout must be greater than zero", Assert.Throws<ArgumentException>(() => TestApi.Create(handler, set)).Message, StringComparison.Ordinal);

        using var pipeline = TestApi.Create(handler);
        await Assert.ThrowsAsync<ArgumentException>(() => pipeline.SendAsync(TestApi.Get(), new ApiCallOptions { Timeout = time }));
    }
}
