using System.Net;
using System.Net.Sockets;
using static HumeGen.Tests.StubHandler;

namespace HumeGen.Tests.Http;

/// <summary>The last error of a call tells all attempts that failed, and a hook sees them before each wait.</summary>
[Trait("Fault", "docs/reliability.md#attempts-used-up")]
public sealed class AttemptHistoryTests
{
    [Fact]
    public async Task An_error_by_status_counts_and_lists_the_attempts()
    {
        var time = ManualTime.JumpingOverWaits();
        using var handler = new StubHandler(
            Fail(new HttpRequestException(HttpRequestError.ConnectionError, "no")), Step(429, "", ("Retry-After", "7")), Step(503, """{"message":"no rest"}""")) { Time = time };
        using var pipeline = TestApi.Create(handler, o =>
        {
            o.TimeProvider = time;
            o.Random = () => 0.5;
        });

        var error = await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Contains("503 ServiceUnavailable to GET /v0/notes (3 attempts).", error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], error.Attempts.Select(a => a.Attempt));
        Assert.Equal([null, HttpStatusCode.TooManyRequests, HttpStatusCode.ServiceUnavailable], error.Attempts.Select(a => a.Status));
        Assert.Equal([TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(7), null], error.Attempts.Select(a => a.NextWait));
        Assert.Equal([0, 0.25, 7.25], error.Attempts.Select(a => (a.At - ManualTime.Start).TotalSeconds));
        Assert.Contains("refused", error.Attempts[0].Message, StringComparison.Ordinal);
        Assert.Equal("The server answered 429 TooManyRequests and asked to wait 7 s.", error.Attempts[1].Message);
        Assert.Equal(error.Message, error.Attempts[2].Message);
    }

    [Fact]
    public async Task A_connection_error_lists_the_attempts()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        listener.Stop();
        using var pipeline = TestApi.Create(address);

        var error = await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(TestApi.Post()));
        var opening = await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.ConnectAsync(new RealtimeRequest("", "/v0/chat")));

        Assert.Contains("3 attempts", error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], error.Attempts.Select(a => a.Attempt));
        Assert.Equal([1, 2, 3], opening.Attempts.Select(a => a.Attempt));
        Assert.All(error.Attempts.Concat(opening.Attempts), a => Assert.DoesNotContain('\n', a.Message));
    }

    [Fact]
    public async Task A_timeout_lists_the_attempts()
    {
        var time = ManualTime.JumpingOverWaits();
        using var handler = new StubHandler(Step(500), Step(500), Hang);
        using var pipeline = TestApi.Create(handler, o =>
        {
            o.TimeProvider = time;
            o.AttemptTimeout = Timeout.InfiniteTimeSpan;
        });

        var call = pipeline.SendAsync(TestApi.Get());
        for (var i = 0; i < 3; i++)
            await handler.ArrivalAsync();
        time.Advance(TimeSpan.FromMinutes(2));

        var error = await Assert.ThrowsAsync<ApiTimeoutException>(() => call);
        Assert.Equal([HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError, null], error.Attempts.Select(a => a.Status));
        Assert.Contains("3 attempts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_cannot_be_read_in_the_end_lists_the_attempts_before_it()
    {
        using var handler = new StubHandler(Step(500), Step(200, "no JSON"));
        using var pipeline = TestApi.Create(handler, o => o.Random = () => 0);

        var error = await Assert.ThrowsAsync<ApiResponseException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));

        Assert.Equal([HttpStatusCode.InternalServerError, HttpStatusCode.OK], error.Attempts.Select(a => a.Status));
    }

    [Fact]
    public async Task An_attempt_with_a_refused_token_is_listed()
    {
        using var handler = new StubHandler(Step(401), Step(403));
        using var pipeline = TestApi.Create(handler, o =>
        {
            o.ApiKey = null;
            o.Credential = ApiCredential.FromTokenProvider(_ => new(new ApiAccessToken("token-1234")));
        });

        var error = await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden], error.Attempts.Select(a => a.Status));
    }

    [Fact]
    public async Task A_single_attempt_has_no_list()
    {
        using var handler = StubHandler.Answering(HttpStatusCode.BadRequest);
        using var pipeline = TestApi.Create(handler);

        var error = await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Empty(error.Attempts);
        Assert.DoesNotContain("attempts", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#upgrade-refused-with-429")]
    public async Task A_hook_sees_each_wait_before_it_begins()
    {
        var time = ManualTime.JumpingOverWaits();
        using var handler = new StubHandler(Step(429, "", ("Retry-After", "7")), Fail(new HttpRequestException("broken")), Step(200)) { Time = time };
        var seen = new List<(ApiRetry Retry, TimeSpan At)>();
        using var pipeline = TestApi.Create(handler, o =>
        {
            o.TimeProvider = time;
            o.Random = () => 0.5;
            o.OnRetry = retry => seen.Add((retry, time.Elapsed));
        });
        var request = TestApi.Get("/v0/notes/{id}");
        request.AddPath("id", "secret-id");

        await pipeline.SendAsync(request);

        Assert.Equal([(1, 7.0, 0.0), (2, 0.5, 7.0)], seen.Select(s => (s.Retry.Failure.Attempt, s.Retry.Delay.TotalSeconds, s.At.TotalSeconds)));
        Assert.Equal("GET /v0/notes/{id} (attempt 1) is tried again in 7 s: The server answered 429 TooManyRequests and asked to wait 7 s.", seen[0].Retry.ToString());
        Assert.DoesNotContain("secret-id", seen[1].Retry.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "docs/reliability.md#upgrade-refused-with-429")]
    public async Task A_hook_sees_the_waits_of_opening_a_WebSocket()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendResponseAsync("429 Busy", "", "Retry-After: 0\r\n");
        });
        var seen = new List<ApiRetry>();
        using var pipeline = TestApi.Create(server.Address, o => o.OnRetry = seen.Add);

        var error = await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.ConnectAsync(new RealtimeRequest("", "/v0/chat")));

        Assert.Equal([(1, "/v0/chat", HttpStatusCode.TooManyRequests), (2, "/v0/chat", HttpStatusCode.TooManyRequests)],
            seen.Select(r => (r.Failure.Attempt, r.PathTemplate, r.Failure.Status!.Value)));
        Assert.Equal(3, error.Attempts.Count);
    }

    [Fact]
    public async Task What_the_hook_throws_ends_the_call_and_closes_the_answer()
    {
        var content = new TrackedContent();
        using var handler = new StubHandler(Step(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Content = content }), Step(200));
        using var pipeline = TestApi.Create(handler, o => o.OnRetry = _ => throw new InvalidOperationException("enough"));

        Assert.Equal("enough", (await Assert.ThrowsAsync<InvalidOperationException>(() => pipeline.SendAsync(TestApi.Get()))).Message);

        Assert.True(content.Disposed);
        Assert.Single(handler.Seen);
    }

    [Fact]
    public async Task The_history_tells_no_secret()
    {
        var echo = new HttpRequestException(HttpRequestError.ProxyTunnelError, $"key {TestApi.Key} of http://user:pass-9f2e@proxy");
        using var handler = new StubHandler(Fail(new HttpRequestException($"echo of {TestApi.Key}", echo)), Step(503, $$"""{"message":"{{TestApi.Key}}"}"""));
        using var pipeline = TestApi.Create(handler, o => o.Random = () => 0);

        var error = await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        var text = string.Join("\n", error.Attempts.Select(a => a.ToString()));
        Assert.DoesNotContain(TestApi.Key, text, StringComparison.Ordinal);
        Assert.DoesNotContain("pass-9f2e", text, StringComparison.Ordinal);
    }
}
