using System.Diagnostics;
using System.Globalization;
using Hume.EmpathicVoice;
using Hume.Tts;
using HumeGen.Simulator;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Hume.EndToEnd;

/// <summary>A chat with a tool call and a reconnect, and a call that is tried again, as OpenTelemetry sees them. Meters count the whole program, so no other tests run.</summary>
[Collection(nameof(TelemetryTests))]
[CollectionDefinition(nameof(TelemetryTests), DisableParallelization = true)]
public class TelemetryTests : EndToEndTest
{
    private const string Sentence = "The canary sings at four";

    [Fact]
    [Trait("Fault", "docs/reliability.md#tracing-and-metrics")]
    public async Task A_chat_with_a_tool_and_a_reconnect_is_one_span_with_its_story_and_nothing_personal()
    {
        var (spans, metrics, logs) = (new List<Activity>(), new List<MetricSnapshot>(), new List<LogRecord>());
        var source = typeof(HumeClient).FullName!;
        using (var tracing = Sdk.CreateTracerProviderBuilder().AddSource(source, nameof(TelemetryTests)).AddInMemoryExporter(spans).Build())
        using (var metering = Sdk.CreateMeterProviderBuilder().AddMeter(source).AddInMemoryExporter(metrics).Build())
        using (var logging = LoggerFactory.Create(b => b.SetMinimumLevel(LogLevel.Debug).AddOpenTelemetry(o =>
        {
            o.IncludeFormattedMessage = true;
            o.AddInMemoryExporter(logs);
        })))
        {
            using var program = new ActivitySource(nameof(TelemetryTests));
            using (program.StartActivity("program"))
                await TalkAsync(program, logging, () => metering!.ForceFlush());
            metering!.ForceFlush();
            tracing!.ForceFlush();
        }

        var root = Single(spans, "program");
        var all = spans.Where(s => s.TraceId == root.TraceId).OrderBy(s => s.StartTimeUtc).ToList();
        var chat = Single(all, "connection /v0/evi/chat");
        Assert.Equal(root.SpanId, chat.ParentSpanId);
        Assert.Equal(
            [("reconnecting", "connection_lost"), ("reconnected", "")], chat.Events.Select(e => (e.Name, Tag(e.Tags, "humegen.close.reason"))));
        Assert.Equal(("closed_by_client", "1000", ActivityStatusCode.Unset), (Tag(chat, "humegen.close.reason"), Tag(chat, "humegen.close.code"), chat.Status));
        Assert.Equal("websocket", Tag(chat, "network.protocol.name"));

        var openings = all.Where(s => s.DisplayName == "GET /v0/evi/chat").ToList();
        Assert.Equal(2, openings.Count);
        Assert.All(openings, o => Assert.Equal((chat.SpanId, "101"), (o.ParentSpanId, Tag(o, "http.response.status_code"))));
        var tool = Single(all, "execute_tool look");
        Assert.Equal((chat.SpanId, "execute_tool", "look"), (tool.ParentSpanId, Tag(tool, "gen_ai.operation.name"), Tag(tool, "gen_ai.tool.name")));
        Assert.Equal(tool.SpanId, Single(all, "database").ParentSpanId);
        var voices = Single(all, "GET /v0/tts/voices");
        Assert.Equal((root.SpanId, "1", "200"), (voices.ParentSpanId, Tag(voices, "http.request.resend_count"), Tag(voices, "http.response.status_code")));
        Assert.Equal("503", Tag(Assert.Single(voices.Events).Tags, "error.type"));

        var numbers = metrics.SelectMany(Lines).GroupBy(static l => (l.Name, l.Tags)).Select(static g => $"{g.Last().Name} {g.Last().Value} {g.Key.Tags}").ToList();
        Assert.Contains("humegen.client.connection.reconnects 1 humegen.outcome=resumed server.address=127.0.0.1 url.template=/v0/evi/chat", numbers);
        Assert.Contains("humegen.client.connection.open_sockets 0 server.address=127.0.0.1 url.template=/v0/evi/chat", numbers);
        string[] names =
        [
            "call.duration", "call.attempts", "connection.duration", "connection.messages", "connection.io",
            "connection.time_to_first_message", "connection.time_to_first_media", "connection.queued_messages",
        ];
        foreach (var name in names)
            Assert.Contains(numbers, n => n.StartsWith($"humegen.client.{name} ", StringComparison.Ordinal));

        var story = Story(all).Concat(numbers).Concat(logs.Select(l => $"{l.LogLevel} {l.FormattedMessage}")).ToList();
        Assert.Contains(story, s => s.Contains("is open again at attempt 1", StringComparison.Ordinal));
        foreach (var personal in (string[])[Sentence, Uri.EscapeDataString(Sentence), "canary", Simulator.ApiKey, "group-4711", "resumed_chat_group_id"])
            Assert.DoesNotContain(story, s => s.Contains(personal, StringComparison.OrdinalIgnoreCase));
        if (Environment.GetEnvironmentVariable("HUMEGEN_TELEMETRY") is { Length: > 0 } file)
            await File.WriteAllLinesAsync(file, story, Patience);
    }

    private async Task TalkAsync(ActivitySource program, ILoggerFactory logging, Action collect)
    {
        using var hume = new HumeClient(new HumeClientOptions { BaseAddress = Simulator.BaseAddress, ApiKey = Simulator.ApiKey, LoggerFactory = logging });
        Simulator.FailNext(InjectedFailure.Status(503), request => request.Path == "/v0/tts/voices");
        await hume.Tts.Voices.ListAsync(new() { Provider = VoiceProvider.HumeAi }, cancellationToken: Patience).GetPageAsync(Patience);

        await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: Patience);
        var back = new TaskCompletionSource();
        chat.Reconnected += (_, _) => back.TrySetResult();
        chat.Tools.Handle("look", async (arguments, _) =>
        {
            using var query = program.StartActivity("database");
            await Task.Yield();
            return Sentence;
        });
        await chat.SendAsync(
            new SessionSettings
            {
                SystemPrompt = Sentence,
                CustomSessionId = "group-4711",
                Tools = [new() { Type = ToolType.Function, Name = "look", Parameters = "{}" }],
            },
            Patience);
        var answered = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        var spoken = chat.WaitForAsync<AudioOutput>(cancellationToken: Patience);
        await chat.SendAsync(new UserInput { Text = $"Please look at this. {Sentence}" }, Patience);
        await answered;
        await spoken;
        collect();

        Simulator.Sockets[0].Abort();
        await back.Task.WaitAsync(Patience);
        var again = chat.WaitForAsync<AssistantEnd>(cancellationToken: Patience);
        await chat.SendAsync(new UserInput { Text = Sentence }, Patience);
        await again;
        await chat.CloseAsync(Patience);
    }

    private static Activity Single(IEnumerable<Activity> spans, string name) => Assert.Single(spans, s => s.DisplayName == name);

    private static string Tag(Activity span, string name) => Tag(span.TagObjects, name);

    private static string Tag(IEnumerable<KeyValuePair<string, object?>> tags, string name) =>
        Convert.ToString(tags.FirstOrDefault(t => t.Key == name).Value, CultureInfo.InvariantCulture) ?? "";

    // Ports differ from run to run.
    private static string Text(IEnumerable<KeyValuePair<string, object?>> tags) => string.Join(
        ' ', tags.Where(t => t.Key != "server.port").OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => string.Create(CultureInfo.InvariantCulture, $"{t.Key}={t.Value}")));

    private static IEnumerable<string> Story(List<Activity> spans)
    {
        var begin = spans.Min(s => s.StartTimeUtc);
        foreach (var span in spans)
        {
            var depth = 0;
            for (var s = span; spans.Find(p => p.SpanId == s.ParentSpanId) is { } parent; s = parent)
                depth++;
            var indent = new string(' ', 2 * depth);
            var times = string.Create(CultureInfo.InvariantCulture, $"{(span.StartTimeUtc - begin).TotalMilliseconds:0} ms + {span.Duration.TotalMilliseconds:0} ms");
            yield return $"{indent}{span.DisplayName} [{span.Kind}, {times}, {span.Status}] {Text(span.TagObjects)}";
            foreach (var news in span.Events)
                yield return $"{indent}  * {news.Name} {Text(news.Tags)}";
        }
    }

    private static List<(string Name, string Value, string Tags)> Lines(MetricSnapshot metric)
    {
        var lines = new List<(string, string, string)>();
        foreach (var point in metric.MetricPoints)
        {
            var tags = new List<KeyValuePair<string, object?>>();
            foreach (var tag in point.Tags)
                tags.Add(tag);
            var value = metric.MetricType == MetricType.Histogram
                ? string.Create(CultureInfo.InvariantCulture, $"{point.GetHistogramCount()}x{point.GetHistogramSum():0.000}{metric.Unit}")
                : point.GetSumLong().ToString(CultureInfo.InvariantCulture);
            lines.Add((metric.Name, value, Text(tags)));
        }

        return lines;
    }
}
