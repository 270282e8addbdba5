using HumeGen.Server.Tests.Chats;

namespace HumeGen.Server.Tests.Telemetry;

/// <summary>Traces and metrics say how the server does, and nothing of what it is told.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task A_call_is_a_span_of_the_callers_trace_with_route_and_status()
    {
        using var listening = new Listening();
        await using var hume = await HumeHost.StartAsync(Served.Server);
        using var http = hume.Client(("X-Hume-Api-Key", HumeHost.Key), ("traceparent", listening.TraceParent));

        using var response = await http.GetAsync("/v0/evi/configs/795c949a-1510-4a80-9646-7d0863b023ab?version=7");
        await Listening.UntilAsync(() => listening.Spans.Count == 1);

        var span = listening.Spans[0];
        Assert.Equal("GET /v0/evi/configs/{id}", span.DisplayName);
        Assert.Equal(System.Diagnostics.ActivityKind.Server, span.Kind);
        Assert.Equal(400, span.GetTagItem("http.response.status_code"));
        Assert.Equal((string?)response.Headers.GetValues("x-request-id").Single(), span.GetTagItem("humegen.request.id"));
        Assert.Contains(listening.Measured, measured => measured.Name == "humegen.server.request.duration"
            && measured.Tags.Contains("/v0/evi/configs/{id}", StringComparison.Ordinal) && measured.Tags.Contains("400", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_stages_of_a_turn_are_spans_of_its_chat_and_the_wait_for_sound_is_measured()
    {
        using var listening = new Listening();
        await using var hume = await HumeHost.StartAsync(Served.Server);
        await using (var chat = await HumeSocket.OpenAsync(
            hume, $"/v0/evi/chat?{ChatWire.Linear16}", ("X-Hume-Api-Key", HumeHost.Key), ("traceparent", listening.TraceParent)))
        {
            await chat.ReadUntilAsync("session_settings");
            Assert.Contains(listening.Measured, measured => measured is { Name: "humegen.server.chat.open", Value: 1 });
            await chat.SendSoundAsync(ChatWire.Speech(1000), ChatWire.Silence(2000));
            await chat.ReadUntilAsync("audio_output");
            await chat.ReadUntilAsync("assistant_end");
        }

        await Listening.UntilAsync(() => listening.Spans.Any(span => span.DisplayName == "GET /v0/evi/chat"));
        foreach (var stage in new[] { "hearing", "thinking", "speaking" })
        {
            Assert.Contains(listening.Spans, span => span.DisplayName == stage);
            Assert.Contains(listening.Measured, measured => measured.Name == "humegen.server.chat.stage.duration" && measured.Tags.Contains(stage, StringComparison.Ordinal));
        }

        Assert.Contains(listening.Measured, measured => measured is { Name: "humegen.server.chat.time_to_first_audio", Value: > 0 });
        Assert.Contains(listening.Measured, measured => measured is { Name: "humegen.server.chat.open", Value: -1 });
    }

    [Fact]
    public async Task Jobs_and_limits_that_are_hit_are_counted()
    {
        using var listening = new Listening();
        await using var hume = await HumeHost.StartServerAsync(options => options.KeyLimits = new() { RequestsPerMinute = 1 });

        await hume.SendAsync(HttpMethod.Post, "/v0/batch/jobs", """{"models":{"language":{}},"text":["Good morning."]}""");
        await hume.GetAsync("/v0/batch/jobs");

        await Listening.UntilAsync(() => listening.Measured.Any(measured => measured is { Name: "humegen.server.job.running", Value: -1 }));
        Assert.Contains(listening.Measured, measured => measured.Name == "humegen.server.limit.hits" && measured.Tags.Contains("requests", StringComparison.Ordinal));
    }
}
