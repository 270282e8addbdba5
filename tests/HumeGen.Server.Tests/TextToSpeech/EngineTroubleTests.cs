using System.Net;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Tests.TextToSpeech;

/// <summary>An engine that fails, is slow or absent, and a client that goes away.</summary>
public sealed class EngineTroubleTests
{
    private const string Body = """{"utterances":[{"text":"Hello."}],"format":{"type":"pcm"}}""";

    [Fact]
    public async Task Without_an_engine_calls_are_refused_with_what_to_do()
    {
        await using var server = await SpeechServer.StartAsync(engine: null);

        foreach (var path in new[] { "/v0/tts", "/v0/tts/file", "/v0/tts/stream/file", "/v0/tts/stream/json" })
        {
            var (status, body, _) = await server.PostAsync(path, Body);
            Assert.Equal(HttpStatusCode.NotImplemented, status);
            Assert.Contains("HumeServerEngines.TextToSpeech", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        }

        await Assert.ThrowsAsync<WebSocketException>(() => server.OpenAsync());
        var voices = JsonNode.Parse(await server.Http.GetStringAsync("/v0/tts/voices?provider=HUME_AI"))!;
        Assert.Empty(voices["voices_page"]!.AsArray());
    }

    [Fact]
    public async Task A_failure_in_the_middle_ends_a_json_stream_with_an_error_item()
    {
        await using var server = await SpeechServer.StartAsync(new ScriptedSpeech(FailingAfterASecond));

        var items = await server.StreamAsync(Body);

        Assert.True(items.Count > 1);
        Assert.All(items.SkipLast(1), item => Assert.Equal("audio", (string?)item["type"]));
        Assert.Equal(("error", "I0100", "service_error"), ((string?)items[^1]["type"], (string?)items[^1]["code"], (string?)items[^1]["slug"]));
        Assert.StartsWith("The engine that speaks has failed.", (string?)items[^1]["message"], StringComparison.Ordinal);
        Assert.DoesNotContain("secret of the engine", items[^1].ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_in_the_middle_cuts_a_streamed_file_and_refuses_a_finished_answer()
    {
        await using var server = await SpeechServer.StartAsync(new ScriptedSpeech(FailingAfterASecond));

        using var streamed = await server.SendAsync("/v0/tts/stream/file", Body);
        Assert.Equal(HttpStatusCode.OK, streamed.StatusCode);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => streamed.Content.ReadAsByteArrayAsync().WaitAsync(SpeechServer.Bound));
        Assert.Equal(HttpStatusCode.InternalServerError, (await server.PostAsync("/v0/tts", Body)).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await server.PostAsync("/v0/tts/file", Body)).Status);
    }

    [Fact]
    public async Task A_failure_ends_the_input_stream_with_an_error_and_its_close()
    {
        await using var server = await SpeechServer.StartAsync(new ScriptedSpeech(FailingAfterASecond));
        using var socket = await server.OpenAsync("?no_binary=true");

        await socket.SendAsync("""{"text":"Hello there.","flush":true}""");
        var messages = await socket.ReadToCloseAsync(1011);

        Assert.Equal("audio", (string?)messages[0]["type"]);
        Assert.Equal(("error", "I0100"), ((string?)messages[^1]["type"], (string?)messages[^1]["code"]));
        Assert.StartsWith("I0100: The engine that speaks has failed.", socket.CloseStatusDescription, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_engine_that_gives_nothing_for_a_minute_is_given_up_even_when_it_does_not_listen(bool listens)
    {
        var clock = new ManualTime();
        var engine = new ScriptedSpeech((_, stop) => Hanging(listens ? stop : CancellationToken.None));
        await using var server = await SpeechServer.StartAsync(engine, options => options.TimeProvider = clock);

        var answer = server.PostAsync("/v0/tts", Body);
        while (await Task.WhenAny(answer, Task.Delay(20)) != answer)
            clock.Advance(TimeSpan.FromSeconds(60));

        var (status, body, _) = await answer;
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("gave nothing for 60 seconds", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audio_is_sent_while_the_engine_still_speaks()
    {
        var rest = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await SpeechServer.StartAsync(new ScriptedSpeech((_, _) => InTwoParts(rest.Task)));
        using var socket = await server.OpenAsync("?no_binary=true&format_type=pcm");
        using var streamed = await server.SendAsync("/v0/tts/stream/file", Body);
        await using var file = await streamed.Content.ReadAsStreamAsync();

        await socket.SendAsync("""{"text":"Hello there."}""");
        var first = JsonNode.Parse((await socket.ReceiveAsync())!.Value.Data)!;
        await file.ReadExactlyAsync(new byte[1000]).AsTask().WaitAsync(SpeechServer.Bound);
        rest.SetResult();
        await socket.SendAsync("""{"close":true}""");
        var others = await socket.ReadToCloseAsync(1000);

        Assert.Equal(("audio", false), ((string?)first["type"], (bool?)first["is_last_chunk"]));
        Assert.Equal(others.Select(item => item == others[^1]), others.Select(item => (bool)item["is_last_chunk"]!));
        Assert.Equal(2 * 48_000, others.Prepend(first).Sum(item => Convert.FromBase64String((string)item["audio"]!).Length));
    }

    [Theory]
    [InlineData("/v0/tts")]
    [InlineData("/v0/tts/stream/json")]
    public async Task A_client_that_goes_away_stops_the_engine(string path)
    {
        var engine = new ScriptedSpeech((_, stop) => Hanging(stop));
        await using var server = await SpeechServer.StartAsync(engine);
        using var leave = new CancellationTokenSource();
        using var content = new StringContent(Body, Encoding.UTF8, "application/json");

        var call = server.Http.PostAsync(path, content, leave.Token);
        await UntilAskedAsync(engine);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await engine.Cancelled.Task.WaitAsync(SpeechServer.Bound);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_that_leaves_the_input_stream_stops_the_engine(bool closes)
    {
        var engine = new ScriptedSpeech((_, stop) => Hanging(stop));
        await using var server = await SpeechServer.StartAsync(engine);
        using var socket = await server.OpenAsync();

        await socket.SendAsync("""{"text":"Hello there."}""");
        await UntilAskedAsync(engine);
        if (closes)
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).WaitAsync(SpeechServer.Bound);
        else
            socket.Abort();

        await engine.Cancelled.Task.WaitAsync(SpeechServer.Bound);
    }

    private static async Task UntilAskedAsync(ScriptedSpeech engine)
    {
        for (var wait = 0; engine.Asked.Count == 0; wait++)
        {
            Assert.True(wait < 1500, "The engine was never asked.");
            await Task.Delay(20);
        }
    }

    private static async IAsyncEnumerable<AIContent> FailingAfterASecond(string text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return ScriptedSpeech.Pcm(1);
        await Task.Yield();
        throw new InvalidOperationException("secret of the engine");
    }

    private static async IAsyncEnumerable<AIContent> Hanging([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        yield break;
    }

    private static async IAsyncEnumerable<AIContent> InTwoParts(Task between)
    {
        yield return ScriptedSpeech.Pcm(0.5);
        await between;
        yield return ScriptedSpeech.Pcm(0.5);
    }
}
