using System.Net;
using static HumeGen.Tests.StubHandler;

namespace HumeGen.Tests.Http;

public sealed class RetryTests
{
    private const string Ok = """{"id":"n1"}""";

    public static TheoryData<string, int, bool> StatusTable()
    {
        int[] always = [429];
        int[] safeOnly = [408, 500, 502, 503, 504];
        int[] never = [400, 401, 403, 404, 405, 409, 410, 413, 415, 418, 422, 425, 501, 505, 507, 511, 301, 302, 304, 307];
        var table = new TheoryData<string, int, bool>();
        foreach (var method in new[] { "GET", "HEAD", "PUT", "DELETE", "POST", "PATCH" })
        {
            var safe = method is not ("POST" or "PATCH");
            foreach (var status in always)
                table.Add(method, status, true);
            foreach (var status in safeOnly)
                table.Add(method, status, safe);
            foreach (var status in never)
                table.Add(method, status, false);
        }

        return table;
    }

    [Theory]
    [MemberData(nameof(StatusTable))]
    public async Task A_status_is_tried_again_or_not(string method, int status, bool again)
    {
        using var handler = new StubHandler(Step(status), Step(200, Ok));
        using var pipeline = Create(handler, ManualTime.JumpingOverWaits());

        var call = pipeline.SendAsync(new ApiRequest(new HttpMethod(method), "/v0/notes"));

        if (again)
            await call;
        else
            Assert.Equal(status, (int)(await Assert.ThrowsAnyAsync<ApiErrorException>(() => call)).StatusCode);
        Assert.Equal(again ? 2 : 1, handler.Seen.Count);
    }

    [Theory]
    [InlineData(503, "1", true)]
    [InlineData(503, null, false)]
    [InlineData(500, "1", false)]
    [InlineData(408, "1", false)]
    [InlineData(429, null, true)]
    public async Task A_post_is_sent_again_only_when_the_server_says_that_it_did_nothing(int status, string? retryAfter, bool again)
    {
        using var handler = new StubHandler(
            retryAfter is null ? Step(status) : Step(status, "", ("Retry-After", retryAfter)), Step(200, Ok));
        using var pipeline = Create(handler, ManualTime.JumpingOverWaits());

        var error = await Record.ExceptionAsync(() => pipeline.SendAsync(TestApi.Post(), Note.ReadJson));

        Assert.Equal(again, error is null);
        Assert.Equal(again ? 2 : 1, handler.Seen.Count);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_call_can_ask_for_its_post_to_be_tried_again(int status)
    {
        using var handler = new StubHandler(Step(status), Step(200, Ok));
        using var pipeline = Create(handler, ManualTime.JumpingOverWaits());

        await pipeline.SendAsync(TestApi.Post(), Note.ReadJson, new ApiCallOptions { RetryUnsafe = true });

        Assert.Equal(2, handler.Seen.Count);
        Assert.Equal("""{"id":"n1","text":"hello"}""", handler.Seen[1].Body);
    }

    // What went wrong, whether anything was sent, and how often GET and POST are then sent.
    public static TheoryData<string, int, int> FailureTable() => new()
    {
        { nameof(HttpRequestError.NameResolutionError), 2, 2 },
        { nameof(HttpRequestError.ConnectionError), 2, 2 },
        { nameof(HttpRequestError.SecureConnectionError), 1, 1 },
        { nameof(HttpRequestError.ProxyTunnelError), 1, 1 },
        { nameof(HttpRequestError.ResponseEnded), 2, 1 },
        { nameof(HttpRequestError.InvalidResponse), 2, 1 },
        { nameof(HttpRequestError.Unknown), 2, 1 },
        { "ConnectTimeout", 2, 2 },
        { "ClientTimeout", 2, 1 },
        { "Disposed", 1, 1 },
    };

    [Theory]
    [MemberData(nameof(FailureTable))]
    public async Task A_broken_connection_is_tried_again_when_that_does_no_harm(string what, int gets, int posts)
    {
        Exception failure = what switch
        {
            // As SocketsHttpHandler and HttpClient throw them.
            "ConnectTimeout" => new TaskCanceledException("canceled", new TimeoutException("connect")),
            "ClientTimeout" => new TaskCanceledException("timeout", new TimeoutException("timeout", new TaskCanceledException())),
            "Disposed" => new TaskCanceledException("canceled"),
            _ => new HttpRequestException(Enum.Parse<HttpRequestError>(what), "broken"),
        };

        foreach (var (request, count) in new[] { (TestApi.Get(), gets), (TestApi.Post(), posts) })
        {
            using var handler = new StubHandler(Fail(failure), Step(200, Ok));
            using var pipeline = Create(handler, ManualTime.JumpingOverWaits());

            var error = await Record.ExceptionAsync(() => pipeline.SendAsync(request, Note.ReadJson));

            Assert.Equal(count, handler.Seen.Count);
            Assert.Equal(count == 2, error is null);
            Assert.True(error is null or ApiConnectionException or ApiTimeoutException, error?.ToString());
        }
    }

    [Fact]
    public async Task Waits_double_up_to_8_seconds_and_are_spread_over_their_whole_length()
    {
        var time = ManualTime.JumpingOverWaits();
        using var handler = new StubHandler(Step(500)) { Time = time };
        using var pipeline = Create(handler, time, o =>
        {
            o.MaxRetries = 6;
            o.Random = () => 0.75;
        });

        await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        double[] waits = [0.5, 1, 2, 4, 8, 8];
        Assert.Equal(waits.Select(w => TimeSpan.FromSeconds(w * 0.75)), Gaps(handler));
    }

    [Theory]
    [InlineData("Retry-After", "7", 7_000)]
    [InlineData("Retry-After", "0", 0)]
    [InlineData("retry-after-ms", "1250", 1_250)]
    [InlineData("retry-after-ms", "0", 0)]
    [InlineData("Retry-After", "Sun, 01 Nov 2026 12:00:09 GMT", 9_000)]
    [InlineData("Retry-After", "Sun, 01 Nov 2026 11:00:00 GMT", 0)]
    [InlineData("Retry-After", "soon", 500)]
    [InlineData("Retry-After", "-3", 500)]
    [InlineData("retry-after-ms", "-3", 500)]
    [InlineData("retry-after-ms", "NaN", 500)]
    [InlineData("retry-after-ms", "-Infinity", 500)]
    [InlineData("retry-after-ms", "Infinity", 500)]
    public async Task The_server_says_how_long_to_wait(string header, string value, int milliseconds)
    {
        var time = ManualTime.JumpingOverWaits();
        using var handler = new StubHandler(Step(429, "", (header, value)), Step(200, Ok)) { Time = time };
        using var pipeline = Create(handler, time, o => o.Random = () => 1);

        await pipeline.SendAsync(TestApi.Get(), Note.ReadJson);

        Assert.Equal([TimeSpan.FromMilliseconds(milliseconds)], Gaps(handler));
    }

    [Fact]
    public async Task The_finer_of_two_waits_counts()
    {
        var time = ManualTime.JumpingOverWaits();
        using var handler = new StubHandler(Step(503, "", ("Retry-After", "9"), ("retry-after-ms", "8100")), Step(200, Ok)) { Time = time };
        using var pipeline = Create(handler, time);

        await pipeline.SendAsync(TestApi.Get(), Note.ReadJson);

        Assert.Equal([TimeSpan.FromSeconds(8.1)], Gaps(handler));
    }

    [Fact]
    public async Task A_wait_beyond_the_time_limit_fails_at_once_and_tells_the_wait()
    {
        var time = new ManualTime();
        using var handler = new StubHandler(Step(429, "", ("Retry-After", "20"))) { Time = time };
        using var pipeline = Create(handler, time, o => o.Timeout = TimeSpan.FromSeconds(20));

        var error = await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Equal(TimeSpan.FromSeconds(20), error.RetryAfter);
        Assert.Equal(TimeSpan.Zero, time.Elapsed);
        Assert.Single(handler.Seen);
        Assert.Contains("Wait 20 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_of_years_fails_at_once_even_without_a_time_limit()
    {
        using var handler = new StubHandler(Step(429, "", ("Retry-After", "99999999")));
        using var pipeline = Create(handler, new ManualTime(), o => o.Timeout = Timeout.InfiniteTimeSpan);

        await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get()));

        Assert.Single(handler.Seen);
    }

    [Theory]
    [InlineData(null, null, 3)]
    [InlineData(0, null, 1)]
    [InlineData(5, null, 6)]
    [InlineData(5, 1, 2)]
    [InlineData(0, 3, 4)]
    public async Task The_number_of_retries_is_the_clients_unless_the_call_has_its_own(int? client, int? call, int attempts)
    {
        using var handler = new StubHandler(Step(502));
        using var pipeline = Create(handler, ManualTime.JumpingOverWaits(), o => o.MaxRetries = client ?? o.MaxRetries);

        await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get(), new ApiCallOptions { MaxRetries = call }));

        Assert.Equal(attempts, handler.Seen.Count);
    }

    [Fact]
    public async Task Every_response_is_disposed_those_that_were_tried_again_too()
    {
        TrackedContent[] contents = [new(), new(), new(Ok)];
        using var handler = new StubHandler(
            Step(new HttpResponseMessage(HttpStatusCode.InternalServerError) { Content = contents[0] }),
            Step(new HttpResponseMessage(HttpStatusCode.TooManyRequests) { Content = contents[1] }),
            Step(new HttpResponseMessage(HttpStatusCode.OK) { Content = contents[2] }));
        using var pipeline = Create(handler, ManualTime.JumpingOverWaits());

        await pipeline.SendAsync(TestApi.Get(), Note.ReadJson);

        Assert.All(contents, c => Assert.True(c.Disposed));
    }

    [Fact]
    public async Task The_response_of_an_error_is_disposed()
    {
        var content = new TrackedContent();
        using var handler = new StubHandler(Step(new HttpResponseMessage(HttpStatusCode.NotFound) { Content = content }));
        using var pipeline = Create(handler, new ManualTime());

        await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendForBinaryAsync(TestApi.Get()));

        Assert.True(content.Disposed);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    public async Task A_stream_is_sent_again_only_if_it_can_be_rewound(bool canSeek, int attempts)
    {
        using var source = new MemoryStream("xxhello"u8.ToArray()) { Position = 2 };
        using var stream = canSeek ? source : (Stream)new OneWayStream(source);
        using var handler = new StubHandler(Step(429), Step(200, Ok));
        using var pipeline = Create(handler, ManualTime.JumpingOverWaits());

        var error = await Record.ExceptionAsync(() => pipeline.SendAsync(
            new ApiRequest(HttpMethod.Put, "/v0/files") { Body = ApiBody.File(FilePart.FromStream(stream, "a.bin")) }, Note.ReadJson));

        Assert.Equal(attempts, handler.Seen.Count);
        Assert.All(handler.Seen, s => Assert.Equal("hello", s.Body));
        Assert.Equal(!canSeek, error is ApiErrorException);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task A_stream_that_broke_off_after_its_first_item_is_not_sent_for_again()
    {
        using var handler = new StubHandler((_, _) => Task.FromResult(new HttpResponseMessage { Content = new StreamContent(new BreakingStream("{\"id\":\"a\"}\n")) }));
        using var pipeline = Create(handler, ManualTime.JumpingOverWaits());

        var seen = new List<Note>();
        await Assert.ThrowsAsync<ApiResponseException>(async () =>
        {
            await foreach (var note in pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson))
                seen.Add(note);
        });

        Assert.Equal("a", Assert.Single(seen).Id);
        Assert.Single(handler.Seen);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_between_attempts()
    {
        using var cancel = new CancellationTokenSource();
        using var handler = new StubHandler(Step(503, "", ("Retry-After", "30")));
        using var pipeline = Create(handler, new ManualTime());

        var call = pipeline.SendAsync(TestApi.Get(), cancellationToken: cancel.Token);
        await handler.ArrivalAsync();
        await cancel.CancelAsync();

        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(cancel.Token, error.CancellationToken);
    }

    private static ApiPipeline Create(StubHandler handler, ManualTime time, Action<ApiClientOptions>? configure = null) => TestApi.Create(handler, o =>
    {
        o.TimeProvider = time;
        o.Random = () => 0.5;
        configure?.Invoke(o);
    });

    private static IEnumerable<TimeSpan> Gaps(StubHandler handler) => handler.Seen.Zip(handler.Seen.Skip(1), (a, b) => b.At - a.At);
}
