using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests.Sockets;

public sealed class ChatAudioTests
{
    private const string Linear16 =
        "?session_settings[audio][encoding]=linear16&session_settings[audio][sample_rate]=16000&session_settings[audio][channels]=1";

    [Fact]
    public async Task Speech_is_transcribed_with_scores_and_times_and_answered()
    {
        await using var hume = await Hume.StartAsync();
        await using var chat = await OpenRawAsync(hume);

        await chat.SendSoundAsync(Sound.Silence(300), Sound.Speech(1000), Sound.Silence(700));
        var heard = await chat.ReadAsync("user_message");
        var answer = await chat.ReadUntilAsync("assistant_end");

        Assert.Equal((false, false, "en"), ((bool)heard["from_text"]!, (bool)heard["interim"]!, (string?)heard["language"]));
        Assert.Equal((300, 1300), ((int)heard["time"]!["begin"]!, (int)heard["time"]!["end"]!));
        Assert.NotEmpty((string)heard["message"]!["content"]!);
        Assert.Equal("user", (string?)heard["message"]!["role"]);
        var scores = heard["models"]!["prosody"]!["scores"]!.AsObject();
        Assert.Equal(48, scores.Count);
        Assert.All(scores, score => Assert.InRange((double)score.Value!, 0, 1));
        Assert.Equal("assistant_message", (string?)answer[0]["type"]);
    }

    [Fact]
    public async Task The_same_sound_says_the_same_however_it_is_cut_into_pieces()
    {
        await using var hume = await Hume.StartAsync();
        byte[] sound = [.. Sound.Speech(900, 180), .. Sound.Silence(650)];
        var heard = new List<string>();

        foreach (var size in new[] { 3200, 333, sound.Length })
        {
            await using var chat = await OpenRawAsync(hume);
            foreach (var piece in sound.Chunk(size))
                await chat.SendAudioAsync(piece);

            heard.Add((await chat.ReadAsync("user_message")).ToJsonString());
        }

        await using var other = await OpenRawAsync(hume);
        await other.SendSoundAsync(Sound.Speech(900, 300), Sound.Silence(650));
        Assert.Single(heard.Distinct());
        Assert.NotEqual(heard[0], (await other.ReadAsync("user_message")).ToJsonString());
    }

    [Fact]
    public async Task A_wav_file_may_be_streamed_and_need_not_be_announced()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;
        var wav = Wav.Tone(1, sampleRate: 44_100, channels: 2);

        // The header arrives in pieces too.
        foreach (var piece in new[] { wav[..10], wav[10..50], wav[50..] })
            await chat.SendAudioAsync(piece);

        await chat.SendAudioAsync(new byte[44_100 * 4]);
        var heard = await chat.ReadAsync("user_message");

        Assert.Equal((0, 1000), ((int)heard["time"]!["begin"]!, (int)heard["time"]!["end"]!));
    }

    [Fact]
    public async Task Words_come_as_they_are_understood_when_that_is_asked_for()
    {
        await using var hume = await Hume.StartAsync();
        await using var chat = await OpenRawAsync(hume, "&verbose_transcription=true");

        await chat.SendSoundAsync(Sound.Speech(1500), Sound.Silence(700));
        var heard = new List<JsonNode>();
        do
        {
            heard.Add(await chat.ReadAsync("user_message"));
        }
        while ((bool)heard[^1]["interim"]!);

        Assert.True(heard.Count > 2);
        var texts = heard.Select(message => (string)message["message"]!["content"]!).ToList();
        Assert.All(texts.Zip(texts.Skip(1)), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.All(heard.SkipLast(1), message => Assert.Null(message["models"]!["prosody"]));
        Assert.NotNull(heard[^1]["models"]!["prosody"]);
    }

    [Fact]
    public async Task Silence_is_not_answered()
    {
        await using var hume = await Hume.StartAsync();
        await using var chat = await OpenRawAsync(hume);

        await chat.SendSoundAsync(Sound.Silence(3000), Sound.Speech(20), Sound.Silence(1000));
        await chat.SendAsync("""{"type":"user_input","text":"Typed"}""");

        Assert.Equal("Typed", (string?)(await chat.ReadAsync("user_message"))["message"]!["content"]);
    }

    [Fact]
    public async Task Speech_over_what_a_client_still_plays_interrupts_it()
    {
        // The clock stands still, so that the assistant is heard for as long as the test likes.
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { TimeProvider = new ManualTime() });
        await using var chat = await OpenRawAsync(hume);
        await chat.SendAsync("""{"type":"user_input","text":"Tell me something"}""");
        await chat.ReadUntilAsync("assistant_end");

        await chat.SendSoundAsync(Sound.Speech(1000), Sound.Silence(700));

        await chat.ReadAsync("user_interruption");
        await chat.ReadAsync("user_message");
    }

    [Fact]
    public async Task Speech_after_the_assistant_has_been_heard_interrupts_nothing()
    {
        var time = new ManualTime();
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { TimeProvider = time });
        await using var chat = await OpenRawAsync(hume);
        await chat.SendAsync("""{"type":"user_input","text":"Tell me something"}""");
        await chat.ReadUntilAsync("assistant_end");
        time.Advance(TimeSpan.FromSeconds(20));

        await chat.SendSoundAsync(Sound.Speech(1000), Sound.Silence(700));

        await chat.ReadAsync("user_message");
    }

    [Fact]
    public async Task Sound_that_breaks_off_is_taken_as_finished()
    {
        var time = new ManualTime();
        await using var hume = await Hume.StartAsync(new HumeSimulatorOptions { TimeProvider = time });
        await using var chat = await OpenRawAsync(hume);
        await chat.SendSoundAsync(Sound.Speech(700));
        await chat.SendAsync("{}");
        await chat.ReadAsync("error");

        time.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(700, (int)(await chat.ReadAsync("user_message"))["time"]!["end"]!);
    }

    [Fact]
    public async Task A_config_decides_how_much_silence_ends_a_turn()
    {
        await using var hume = await Hume.StartAsync();
        const string slow = """{"name":"slow","evi_version":"3","turn_detection":{"end_of_turn_silence_ms":2000}}""";
        var config = await hume.PostAsync("/v0/evi/configs", slow);
        await using var chat = await OpenRawAsync(hume, $"&config_id={config.Json["id"]}");

        await chat.SendSoundAsync(Sound.Speech(500), Sound.Silence(1500), Sound.Speech(500), Sound.Silence(2000));

        Assert.Equal((0, 2500), Times(await chat.ReadAsync("user_message")));
    }

    [Theory]
    [InlineData("""{"type":"audio_input","data":"no base64!"}""", "E0201")]
    [InlineData("""{"type":"audio_input","data":"bm8gd2F2IGZpbGUgYXQgYWxs"}""", "E0202")]
    [InlineData("""{"type":"audio_input","data":7}""", "E0101")]
    [InlineData("""{"type":"audio_input"}""", "E0101")]
    public async Task Audio_that_cannot_be_heard_is_an_error_and_the_chat_goes_on(string message, string code)
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;

        await chat.SendAsync(message);
        Assert.Equal(code, (string?)(await chat.ReadAsync("error"))["code"]);

        await chat.SendAudioAsync(Wav.Tone(0.5));
        await chat.SendAudioAsync(Sound.Silence(700));
        await chat.ReadAsync("user_message");
    }

    [Fact]
    public async Task A_whole_recording_at_once_is_refused()
    {
        await using var hume = await Hume.StartAsync();
        var (chat, _) = await Wire.OpenChatAsync(hume);
        await using var __ = chat;

        await chat.SendAudioAsync(Wav.Tone(11));

        var error = await chat.ReadAsync("error");
        Assert.Equal("E0723", (string?)error["code"]);
        Assert.Contains("11000 ms", (string?)error["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"audio_input","data":"@","custom_session_id":null}""")]
    [InlineData("""{"data":"@","type":"audio_input"}""")]
    [InlineData("""{ "custom_session_id" : "s" , "data" : "@" , "type" : "audio_input" }""")]
    public async Task Audio_is_read_whatever_the_order_and_the_escapes(string form)
    {
        await using var hume = await Hume.StartAsync();
        await using var chat = await OpenRawAsync(hume);
        var data = Convert.ToBase64String([.. Sound.Speech(500), .. Sound.Silence(700)]);
        Assert.Contains("/", data, StringComparison.Ordinal);
        var escaped = data.Replace("/", "\\/", StringComparison.Ordinal).Replace("+", "\\u002B", StringComparison.Ordinal);

        await chat.SendAsync(form.Replace("@", escaped, StringComparison.Ordinal));

        Assert.Equal((0, 500), Times(await chat.ReadAsync("user_message")));
    }

    [Fact]
    public async Task The_history_has_what_was_said_and_its_scores()
    {
        await using var hume = await Hume.StartAsync();
        await using var chat = await OpenRawAsync(hume);
        await chat.SendSoundAsync(Sound.Speech(1000), Sound.Silence(700));
        var heard = await chat.ReadAsync("user_message");
        await chat.ReadUntilAsync("assistant_end");

        var id = Assert.Single(hume.Simulator.Sockets).ChatId;
        var events = (await hume.GetAsync($"/v0/evi/chats/{id}")).Ok()["events_page"]!.AsArray();

        Assert.Contains("USER_RECORDING_START_MESSAGE", events.Select(entry => (string?)entry!["type"]));
        var said = events.Single(entry => (string?)entry!["type"] == "USER_MESSAGE")!;
        Assert.Equal((string?)heard["message"]!["content"], (string?)said["message_text"]);
        Assert.True(JsonNode.DeepEquals(heard["models"]!["prosody"]!["scores"], JsonNode.Parse((string)said["emotion_features"]!)));
    }

    private static async Task<Wire> OpenRawAsync(Hume hume, string query = "")
    {
        var (chat, _) = await Wire.OpenChatAsync(hume, Linear16 + query);
        await chat.ReadAsync("session_settings");
        return chat;
    }

    private static (int Begin, int End) Times(JsonNode message) => ((int)message["time"]!["begin"]!, (int)message["time"]!["end"]!);
}
