using System.Net;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using HumeGen.Audio;
using HumeGen.Simulator;

namespace HumeGen.Samples.Tests;

public sealed class WebVoiceTests : IDisposable
{
    private const string Key = "a-key-that-no-page-may-see";
    private const int Rate = 16_000;

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(5));

    public void Dispose()
    {
        _folder.Dispose();
        _limit.Dispose();
    }

    [Fact]
    public async Task A_page_that_speaks_gets_the_words_of_both_their_emotions_and_a_voice()
    {
        await using var app = SampleProgram.Start("WebVoice", _folder, ["--urls", "http://127.0.0.1:0"]);
        using var page = await OpenAsync(await AddressAsync(app));

        await SpeakAsync(page);
        var heard = await ReadUntilAsync(page, "end");

        Assert.Contains("invents", (string?)Assert.Single(heard.Messages, m => TypeOf(m) == "ready")["text"], StringComparison.Ordinal);
        var you = Assert.Single(heard.Messages, m => TypeOf(m) == "you" && m["interim"]?.GetValue<bool>() != true);
        Assert.False(string.IsNullOrEmpty((string?)you["text"]));
        AssertEmotions(you);
        Assert.Contains(heard.Messages, m => TypeOf(m) == "assistant" && m["text"] is not null);
        AssertEmotions(heard.Messages.First(m => TypeOf(m) == "emotions"));
        Assert.True(PcmAudio.Join(heard.Speech.Select(wav => PcmAudio.FromWav(wav))).MeasureLevel().Rms > 0.01);
    }

    [Fact]
    public async Task Who_speaks_into_an_answer_silences_it()
    {
        await using var hume = await HumeSimulator.StartAsync(new() { ApiKey = Key, ConfigureEngines = engines => engines.Chat = new LongStory() });
        await using var app = SampleProgram.Start("WebVoice", _folder, ["--urls", "http://127.0.0.1:0"], new Dictionary<string, string>
        {
            ["HUME_BASE_URL"] = hume.BaseAddress.ToString(),
            ["HUME_API_KEY"] = Key,
        });
        using var page = await OpenAsync(await AddressAsync(app));

        await page.SendAsync("Tell me a story."u8.ToArray(), WebSocketMessageType.Text, true, _limit.Token);
        await ReadUntilAsync(page, "end");
        await SpeakAsync(page);

        var heard = await ReadUntilAsync(page, "you");
        Assert.Contains(heard.Messages, m => TypeOf(m) == "interrupted");
    }

    [Fact]
    public async Task The_key_reaches_the_voice_server_and_nothing_else()
    {
        await using var hume = await HumeSimulator.StartAsync(new() { ApiKey = Key });
        await using var app = SampleProgram.Start("WebVoice", _folder, ["--urls", "http://127.0.0.1:0"], new Dictionary<string, string>
        {
            ["HUME_BASE_URL"] = hume.BaseAddress.ToString(),
            ["HUME_API_KEY"] = Key,
        });
        var address = await AddressAsync(app);
        using var http = new HttpClient { BaseAddress = address };

        foreach (var file in Directory.EnumerateFiles(Repository.Find("samples/WebVoice/wwwroot")).Select(Path.GetFileName).Append(""))
        {
            using var response = await http.GetAsync(file, _limit.Token);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.DoesNotContain(Key, response.Headers + await response.Content.ReadAsStringAsync(_limit.Token), StringComparison.Ordinal);
        }

        using (var page = await OpenAsync(address))
        {
            await SpeakAsync(page);
            var heard = await ReadUntilAsync(page, "end");
            Assert.DoesNotContain(heard.Messages, m => m.ToJsonString().Contains(Key, StringComparison.Ordinal));
            Assert.Null(heard.Messages.Single(m => TypeOf(m) == "ready")["text"]);
            Assert.Equal("/v0/evi/chat", Assert.Single(hume.Sockets).Path);
            await page.CloseAsync(WebSocketCloseStatus.NormalClosure, null, _limit.Token);
        }

        while (hume.Sockets.Count > 0)
            await Task.Delay(20, _limit.Token);   // The chat ends with its page.
        Assert.DoesNotContain(Key, app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_site_is_refused()
    {
        await using var app = SampleProgram.Start("WebVoice", _folder, ["--urls", "http://127.0.0.1:0"]);
        var address = await AddressAsync(app);

        var error = await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(address, origin: "https://elsewhere.example"));
        Assert.Contains("403", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_pages_at_once_than_it_takes_are_refused_until_one_goes()
    {
        await using var app = SampleProgram.Start("WebVoice", _folder, ["--urls", "http://127.0.0.1:0"]);
        var address = await AddressAsync(app);
        var pages = new Stack<ClientWebSocket>();
        try
        {
            while (pages.Count < 20)
                pages.Push(await OpenAsync(address));
            Assert.Contains("503", (await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(address))).Message, StringComparison.Ordinal);

            pages.Pop().Dispose();
            for (var isIn = false; !isIn;)
            {
                try
                {
                    pages.Push(await OpenAsync(address));
                    isIn = true;
                }
                catch (WebSocketException)
                {
                    await Task.Delay(20, _limit.Token);
                }
            }
        }
        finally
        {
            foreach (var page in pages)
                page.Dispose();
        }
    }

    [Fact]
    public async Task A_voice_server_that_is_gone_is_told_without_its_address()
    {
        await using var app = SampleProgram.Start("WebVoice", _folder, ["--urls", "http://127.0.0.1:0"], new Dictionary<string, string>
        {
            ["HUME_BASE_URL"] = "http://127.0.0.1:9",
            ["HUME_API_KEY"] = Key,
        });
        using var page = await OpenAsync(await AddressAsync(app));

        var closed = await page.ReceiveAsync(new byte[100], _limit.Token);
        Assert.Equal(WebSocketMessageType.Close, closed.MessageType);
        Assert.Equal("The voice server does not answer.", page.CloseStatusDescription);
    }

    [Fact]
    public async Task It_ends_while_a_page_talks()
    {
        await using var app = SampleProgram.Start("WebVoice", _folder, ["--urls", "http://127.0.0.1:0"]);
        using var page = await OpenAsync(await AddressAsync(app));
        await ReadUntilAsync(page, "ready");

        Assert.Equal(0, await app.StopAsync());
    }

    [Theory]
    [InlineData("Unknown arguments", "--port", "80")]
    [InlineData("The app cannot listen", "--urls", "nonsense")]
    public async Task Wrong_arguments_are_one_line(string problem, params string[] arguments) =>
        Assert.StartsWith(problem, (await SampleProgram.RunAsync("WebVoice", arguments)).Refused(), StringComparison.Ordinal);

    [Theory]
    [InlineData("HUME_BASE_URL", "HUME_API_KEY is not set.")]
    [InlineData("HUME_API_KEY", "HUME_BASE_URL is not set.")]
    public async Task Half_of_a_server_is_refused(string given, string problem)
    {
        var run = await SampleProgram.RunAsync("WebVoice", environment: new Dictionary<string, string> { [given] = "http://127.0.0.1:9" });

        Assert.StartsWith(problem, run.Refused(), StringComparison.Ordinal);
    }

    private static async Task<Uri> AddressAsync(SampleProgram app) => new((await app.WaitForLineAsync("Open http://")).Split(' ')[1]);

    private static string? TypeOf(JsonNode message) => (string?)message["type"];

    private static void AssertEmotions(JsonNode message)
    {
        var scores = message["emotions"]!.AsArray().Select(e => e!["value"]!.GetValue<double>()).ToList();
        Assert.Equal(3, scores.Count);
        Assert.Equal(scores.OrderDescending(), scores);
    }

    private async Task<ClientWebSocket> OpenAsync(Uri address, string? origin = null)
    {
        var page = new ClientWebSocket();
        page.Options.SetRequestHeader("Origin", origin ?? address.GetLeftPart(UriPartial.Authority));
        await page.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "talk", Query = $"rate={Rate}" }.Uri, _limit.Token);
        return page;
    }

    /// <summary>Sends pieces as the page does: three seconds that are loud as speech is, and then silence, which ends the sentence.</summary>
    private async Task SpeakAsync(ClientWebSocket page)
    {
        foreach (var piece in Sounds.Speech(TimeSpan.FromSeconds(3), new PcmFormat(Rate)).Split(TimeSpan.FromMilliseconds(40), padLast: true))
            await page.SendAsync(piece, WebSocketMessageType.Binary, true, _limit.Token);
    }

    private async Task<(List<JsonNode> Messages, List<byte[]> Speech)> ReadUntilAsync(ClientWebSocket page, string type)
    {
        var (messages, speech, buffer) = (new List<JsonNode>(), new List<byte[]>(), new byte[1 << 20]);
        do
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await page.ReceiveAsync(buffer.AsMemory(length), _limit.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            Assert.NotEqual(WebSocketMessageType.Close, part.MessageType);
            if (part.MessageType == WebSocketMessageType.Binary)
                speech.Add(buffer[..length]);
            else
                messages.Add(JsonNode.Parse(buffer.AsSpan(0, length))!);
        }
        while (messages.Count == 0 || TypeOf(messages[^1]) != type || messages[^1]["interim"]?.GetValue<bool>() == true);
        return (messages, speech);
    }
}
