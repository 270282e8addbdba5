using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using static HumeGen.Tests.StubHandler;

namespace HumeGen.Tests.Telemetry;

/// <summary>The trace, metrics and log of calls, and what is never in them.</summary>
public sealed class CallTelemetryTests
{
    private const string Ok = """{"id":"n1"}""";
    private const string Sentence = "canary sentence";

    [Fact]
    public async Task A_call_is_one_span_with_an_event_for_each_attempt_that_failed()
    {
        using var recorder = new Recorder(Source<Retried>());
        using var handler = new StubHandler(Step(503, "", ("Retry-After", "2")), Step(200, Ok));
        using var pipeline = Create<Retried>(handler, recorder);
        var request = new ApiRequest(HttpMethod.Get, "/v0/notes/{id}");
        request.AddPath("id", "n-4711");
        request.AddQuery("q", Sentence);

        using var parent = new Activity("program").Start();
        await pipeline.SendAsync(request, Note.ReadJson);

        Assert.Same(parent, Activity.Current);
        var span = Assert.Single(recorder.Spans);
        Assert.Equal(("GET /v0/notes/{id}", ActivityKind.Client, parent.SpanId, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.ParentSpanId, span.Status));
        Assert.Equal(
            "http.request.method=GET http.request.resend_count=1 http.response.status_code=200 server.address=api.example.test server.port=443 url.template=/v0/notes/{id}",
            Recorder.Text(span.TagObjects));
        var retry = Assert.Single(span.Events);
        Assert.Equal(("retry", "error.type=503 humegen.attempt=1 humegen.delay=2"), (retry.Name, Recorder.Text(retry.Tags)));
        Assert.Equal(
            [("humegen.client.call.attempts", 1, "503"), ("humegen.client.call.attempts", 1, "200"), ("humegen.client.call.duration", 2, "200")],
            recorder.Measurements.Select(m => (m.Name, m.Value, m.Tags.Split("status_code=")[1][..3])));
        Assert.Equal(
            [
                "Information GET /v0/notes/{id} failed in attempt 1: 503. It is tried again in 2 s",
                "Debug GET /v0/notes/{id} was answered with 200 at attempt 2 after 2000 ms",
            ],
            recorder.Logs);
        AssertSilent(recorder);
        Assert.DoesNotContain("4711", recorder.All(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_fails_has_the_status_the_code_and_the_request_id()
    {
        using var recorder = new Recorder(Source<Refused>());
        using var handler = new StubHandler(Step(422, $$"""{"code":"E42","message":"{{Sentence}}"}""", ("X-Request-Id", "r-7")));
        using var pipeline = Create<Refused>(handler, recorder);

        await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Post(), Note.ReadJson));

        var span = Assert.Single(recorder.Spans);
        Assert.Equal(
            (ActivityStatusCode.Error, "422", 422, "E42", "r-7"),
            (span.Status, Tag("error.type"), Tag("http.response.status_code"), Tag("humegen.error.code"), Tag("humegen.request.id")));
        Assert.Equal(["Warning POST /v0/notes failed: 422 E42, request id r-7, at attempt 1 after 0 ms"], recorder.Logs);
        Assert.Contains("error.type=422", recorder.Measurements.Last().Tags, StringComparison.Ordinal);
        AssertSilent(recorder);

        object? Tag(string name) => span.GetTagItem(name);
    }

    [Theory]
    [InlineData("not json", "invalid_response")]
    [InlineData("""{"error":{"code":"canary sentence","message":"no"}}""", "error_in_response")]
    public async Task A_success_that_cannot_be_read_is_a_failure(string body, string type)
    {
        using var recorder = new Recorder(Source<Unread>());
        using var handler = new StubHandler(Step(200, body));
        using var pipeline = Create<Unread>(handler, recorder);

        await Assert.ThrowsAnyAsync<ApiClientException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));

        var span = Assert.Single(recorder.Spans);
        Assert.Equal((ActivityStatusCode.Error, type, 200), (span.Status, span.GetTagItem("error.type"), span.GetTagItem("http.response.status_code")));
        AssertSilent(recorder);
    }

    [Fact]
    public async Task A_call_without_an_answer_has_the_kind_of_the_error()
    {
        using var recorder = new Recorder(Source<Unreached>());
        using var handler = new StubHandler(Fail(new HttpRequestException(HttpRequestError.NameResolutionError, Sentence)));
        using var pipeline = Create<Unreached>(handler, recorder);

        await Assert.ThrowsAsync<ApiConnectionException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));

        var span = Assert.Single(recorder.Spans);
        Assert.Equal(("connection.dns", 2, 2), (span.GetTagItem("error.type"), span.GetTagItem("http.request.resend_count"), span.Events.Count()));
        AssertSilent(recorder);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Listeners_and_loggers_that_throw_take_no_result_away(bool atStart)
    {
        using var listeners = new ThrowingListeners(Source<Watched>(), atStart);
        using var handler = new StubHandler(Step(503, "", ("Retry-After", "2")), Step(200, Ok), Step(200, "{\"id\":\"a\"}\n"), Step(404, ""));
        using var pipeline = Create<Watched>(handler, listeners);
        using var own = new Activity("program").Start();

        Assert.Equal("n1", (await pipeline.SendAsync(TestApi.Get(), Note.ReadJson)).Id);
        Assert.Equal("a", Assert.Single(await pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson).ToListAsync()).Id);
        await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Get(), Note.ReadJson));

        Assert.Same(own, Activity.Current);
        Assert.True(listeners.Count > 5);
    }

    [Fact]
    public async Task A_text_in_place_of_the_id_of_a_request_is_not_told()
    {
        using var recorder = new Recorder(Source<Named>());
        using var handler = new StubHandler(Step(422, "", ("X-Request-Id", Sentence)));
        using var pipeline = Create<Named>(handler, recorder);

        var error = await Assert.ThrowsAsync<ApiErrorException>(() => pipeline.SendAsync(TestApi.Post(), Note.ReadJson));

        Assert.Equal(Sentence, error.RequestId);
        AssertSilent(recorder);
    }

    [Fact]
    public async Task The_span_of_a_stream_lasts_until_its_end_and_changes_no_other()
    {
        using var recorder = new Recorder(Source<Streamed>());
        using var handler = new StubHandler(Step(200, "{\"id\":\"a\"}\n{\"id\":\"b\"}\n"));
        using var pipeline = Create<Streamed>(handler, recorder);
        using var own = new Activity("reader").Start();

        await foreach (var note in pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson))
        {
            Assert.Empty(recorder.Spans);
            Assert.Same(own, Activity.Current);
        }

        Assert.Same(own, Activity.Current);
        Assert.Equal(ActivityStatusCode.Unset, Assert.Single(recorder.Spans).Status);
    }

    [Fact]
    public async Task A_stream_that_is_cancelled_is_no_success()
    {
        using var recorder = new Recorder(Source<Cancelled>());
        var body = new HangingStream("{\"id\":\"a\"}\n");
        using var handler = new StubHandler(Step(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body) }));
        using var pipeline = Create<Cancelled>(handler, recorder);
        using var cancel = new CancellationTokenSource();

        var reading = pipeline.SendForItemsAsync(TestApi.Get(), Note.ReadJson, cancellationToken: cancel.Token).ToListAsync();
        await body.Hanging.WaitAsync(TimeSpan.FromMinutes(1));
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(ActivityStatusCode.Error, Assert.Single(recorder.Spans).Status);
        Assert.StartsWith("Debug GET /v0/notes was cancelled in attempt 1", Assert.Single(recorder.Logs), StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_costs_no_memory_whether_anybody_listens_or_not()
    {
        var telemetry = ApiTelemetry.Of(new ApiDescription { Name = "Notes", Client = typeof(Counted) });
        var request = new RealtimeRequest("", "/v0/changes");
        var connection = new ConnectionTelemetry(telemetry, NullLogger.Instance, TimeProvider.System, request, new Uri("wss://api.example.test/v0/changes"));

        Assert.Equal(0, Cost());
        var count = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == Source<Counted>())
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => count += value);
        listener.Start();
        Assert.Equal(0, Cost());
        Assert.True(count > 0);

        long Cost()
        {
            Send(100);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Send(1000);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Send(int messages)
        {
            for (var i = 0; i < messages; i++)
            {
                connection.OnSent(i);
                connection.OnReceived(WebSocketMessageType.Text, i);
                connection.OnMedia();
            }
        }
    }

    [Fact]
    public void Names_of_errors_hold_no_text_of_the_server()
    {
        Assert.Equal("E42", ErrorNames.CodeOf(new UnlistedCode("E42")));
        Assert.Null(ErrorNames.CodeOf(new UnlistedCode(Sentence)));
        Assert.Equal("timeout.stream_idle", ErrorNames.TypeOf(new ApiTimeoutException("", ApiTimeoutKind.StreamIdle, TimeSpan.Zero)));
        Assert.Equal("System.InvalidOperationException", ErrorNames.TypeOf(new InvalidOperationException(Sentence)));
    }

    [Fact]
    public void Times_are_counted_in_buckets_of_seconds()
    {
        using var recorder = new Recorder(Source<Bucketed>());
        using var handler = new StubHandler(Step(200, Ok));
        using var pipeline = Create<Bucketed>(handler, recorder);
        var longest = new Dictionary<string, double>();

        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, _) =>
        {
            if (instrument.Meter.Name == Source<Bucketed>() && instrument is Histogram<double> histogram)
                longest.Add(instrument.Name, histogram.Advice!.HistogramBucketBoundaries!.Max());
        };
        listener.Start();

        Assert.Equal(100, longest["humegen.client.call.duration"]);
        Assert.Equal(100, longest["humegen.client.connection.time_to_first_message"]);
        Assert.Equal(100, longest["humegen.client.connection.time_to_first_media"]);
        Assert.Equal(3600, longest["humegen.client.connection.duration"]);
    }

    private static string Source<T>() => typeof(T).FullName!;

    private static ApiPipeline Create<T>(StubHandler handler, ILoggerFactory loggers)
    {
        var description = new ApiDescription
        {
            Name = "Notes",
            BaseAddress = new Uri("https://api.example.test"),
            ApiKeyHeader = "X-Api-Key",
            Client = typeof(T),
        };
        return new ApiPipeline(
            description,
            new ApiClientOptions
            {
                HttpMessageHandler = handler,
                ApiKey = TestApi.Key,
                LoggerFactory = loggers,
                TimeProvider = ManualTime.JumpingOverWaits(),
                Random = static () => 0,
            });
    }

    private static void AssertSilent(Recorder recorder)
    {
        var all = recorder.All();
        Assert.DoesNotContain(TestApi.Key, all, StringComparison.Ordinal);
        Assert.DoesNotContain(Sentence, all, StringComparison.Ordinal);
        Assert.DoesNotContain(Uri.EscapeDataString(Sentence), all, StringComparison.Ordinal);
    }

    private sealed class Retried;

    private sealed class Refused;

    private sealed class Unread;

    private sealed class Unreached;

    private sealed class Streamed;

    private sealed class Cancelled;

    private sealed class Watched;

    private sealed class Named;

    private sealed class Counted;

    private sealed class Bucketed;
}
