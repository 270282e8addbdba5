using System.Buffers.Binary;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using Microsoft.Extensions.AI;

namespace HumeGen.Server.Tests.TextToSpeech;

/// <summary>The forms of audio that an engine may give, and what it is told.</summary>
public sealed class EngineFormTests
{
    private const string Body = """{"utterances":[{"text":"Hello."}],"format":{"type":"pcm"}}""";

    public static TheoryData<string> Forms() => ["wav", "wav in pieces", "wav without end", "a wav file each", "pcm", "L16 in stereo", "wav with more behind", "wav of another rate"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Every_form_and_rate_is_heard_as_48_kHz_mono(string form)
    {
        await using var server = await SpeechServer.StartAsync(ScriptedSpeech.Saying(Contents(form)));

        var samples = Samples((await server.GenerateAsync(Body))["audio"]!);

        Assert.InRange(samples.Length, 47_900, 48_100);
        Assert.InRange(Crossings(samples), 436, 444);
        Assert.InRange(samples.Max(), 11_500, 12_100);
    }

    [Theory]
    [InlineData("mp3", "audio of the type 'audio/mpeg'; WAV and 16-bit PCM are taken")]
    [InlineData("no rate", "audio/pcm without the number of samples a second, such as audio/pcm;rate=24000")]
    [InlineData("slow rate", "audio with 4000 samples a second; 8000 to 192000 are taken")]
    [InlineData("many channels", "audio with 9 channels; 1 to 8 are taken")]
    [InlineData("no wav", "audio/wav that cannot be read")]
    [InlineData("address", "gave an address in place of audio")]
    [InlineData("error", "has failed")]
    [InlineData("nothing", "gave no sound")]
    public async Task What_cannot_be_heard_is_an_error_that_says_why(string form, string problem)
    {
        await using var server = await SpeechServer.StartAsync(ScriptedSpeech.Saying(Contents(form)));

        foreach (var path in new[] { "/v0/tts", "/v0/tts/file", "/v0/tts/stream/file", "/v0/tts/stream/json" })
        {
            var (status, body, response) = await server.PostAsync(path, Body);
            var error = JsonNode.Parse(body)!;
            Assert.Equal((HttpStatusCode.InternalServerError, "I0100"), (status, (string?)error["code"]));
            Assert.Contains(problem, (string?)error["message"], StringComparison.Ordinal);
            Assert.Contains(response.Headers.GetValues("x-request-id").Single(), (string?)error["message"], StringComparison.Ordinal);
            Assert.DoesNotContain("secret of the engine", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_engine_learns_voice_speed_take_and_description()
    {
        var engine = ScriptedSpeech.Saying(ScriptedSpeech.Pcm(0.2));
        await using var server = await SpeechServer.StartAsync(engine);

        await server.GenerateAsync("""
            {"num_generations":2,"utterances":[
              {"text":"One.","description":"an old man"},
              {"text":"Two.","voice":{"name":"af_heart","provider":"HUME_AI"},"description":"whispering","speed":1.5},
              {"text":"Three."}]}
            """);

        var asked = engine.Asked.Select(call => (
            call.Text, call.Options.VoiceId, call.Options.Speed, Take: call.Options.AdditionalProperties![SpeechProperties.Take],
            Description: call.Options.AdditionalProperties.GetValueOrDefault(SpeechProperties.Description))).ToList();
        Assert.Equal(("One.", null, null, 0, "an old man"), asked[0]);
        Assert.Equal(("Two.", "af_heart", 1.5f, 0, "whispering"), asked[1]);
        Assert.Equal(("Three.", "af_heart", null, 0, null), asked[2]);
        Assert.Equal([0, 0, 0, 1, 1, 1], asked.Select(call => call.Take));
        Assert.All(engine.Asked, call => Assert.Equal("wav", call.Options.AudioFormat));
    }

    [Fact]
    public async Task Times_of_the_engine_reach_those_who_ask_for_them()
    {
        await using var server = await SpeechServer.StartAsync(ScriptedSpeech.Saying(
            ScriptedSpeech.Pcm(0.2), Stamp("Hello", false, 0, 150), ScriptedSpeech.Pcm(0.2), Stamp("h", true, 0, 40), Stamp("you", false, 200, 399)));
        const string body = """{"utterances":[{"text":"Hello you."}],"include_timestamp_types":TYPES}""";

        var words = await server.GenerateAsync(body.Replace("TYPES", """["word"]""", StringComparison.Ordinal));
        var both = await server.StreamAsync(body.Replace("TYPES", """["word","phoneme"]""", StringComparison.Ordinal));
        var none = await server.StreamAsync(body.Replace("TYPES", "[]", StringComparison.Ordinal));

        Assert.Equal(["Hello 0-150 word", "you 200-399 word"], words["snippets"]![0]![0]!["timestamps"]!.AsArray().Select(Text));
        Assert.Equal(["Hello 0-150 word", "h 0-40 phoneme", "you 200-399 word"], both.Where(item => (string?)item["type"] == "timestamp").Select(item => Text(item["timestamp"])));
        Assert.All(none, item => Assert.Equal("audio", (string?)item["type"]));
    }

    private static AIContent[] Contents(string form)
    {
        byte[] Tone(int rate, int channels = 1) => ScriptedSpeech.Tone(1, rate, channels);
        return form switch
        {
            "wav" => [new DataContent(ScriptedSpeech.Wav(Tone(24_000), 24_000), "audio/wav")],
            "wav in pieces" => [.. ScriptedSpeech.Wav(Tone(16_000), 16_000).Chunk(997).Select(piece => new DataContent(piece, "audio/wav"))],
            "wav without end" => [.. ScriptedSpeech.Wav(Tone(22_050), 22_050, endless: true).Chunk(4001).Select(piece => new DataContent(piece, "audio/x-wav"))],
            "a wav file each" => [.. Tone(24_000).Chunk(4800).Select(piece => new DataContent(ScriptedSpeech.Wav(piece, 24_000), "audio/wav"))],
            "pcm" => [.. Tone(44_100).Chunk(1111).Select(piece => new DataContent(piece, "audio/pcm;rate=44100"))],
            "L16 in stereo" => [new DataContent(Tone(8000, 2), "audio/L16;rate=8000;channels=2")],
            "wav with more behind" => [new DataContent(WithMore(ScriptedSpeech.Wav(Tone(48_000), 48_000)), "audio/wav")],
            "wav of another rate" =>
            [
                new DataContent(ScriptedSpeech.Wav(Tone(24_000)[..24_000], 24_000), "audio/wav"),
                new DataContent(ScriptedSpeech.Wav(Tone(48_000)[..48_000], 48_000), "audio/wav"),
            ],
            "mp3" => [new DataContent("ID3"u8.ToArray(), "audio/mpeg")],
            "no rate" => [new DataContent(Tone(8000), "audio/pcm")],
            "slow rate" => [new DataContent(Tone(8000), "audio/pcm;rate=4000")],
            "many channels" => [new DataContent(Tone(8000), "audio/L16;rate=8000;channels=9")],
            "no wav" => [new DataContent(new byte[100], "audio/wav")],
            "address" => [new UriContent("https://example.com/secret of the engine.wav", "audio/wav")],
            "error" => [new ErrorContent("secret of the engine")],
            _ => [],
        };
    }

    // A chunk of notes behind the samples, as some programs write it.
    private static byte[] WithMore(byte[] file)
    {
        byte[] longer = [.. file, .. "LIST"u8, 200, 0, 0, 0, .. Enumerable.Repeat((byte)0x7F, 200)];
        BinaryPrimitives.WriteInt32LittleEndian(longer.AsSpan(4), longer.Length - 8);
        return longer;
    }

    private static SpeechTimestamp Stamp(string text, bool isPhoneme, int begin, int end) => new()
    {
        Text = text,
        IsPhoneme = isPhoneme,
        Begin = TimeSpan.FromMilliseconds(begin),
        End = TimeSpan.FromMilliseconds(end),
    };

    private static string Text(JsonNode? stamp) => $"{stamp!["text"]} {stamp["time"]!["begin"]}-{stamp["time"]!["end"]} {stamp["type"]}";

    private static short[] Samples(JsonNode audio)
    {
        var bytes = Convert.FromBase64String((string)audio!);
        return [.. bytes.Chunk(2).Select(pair => BinaryPrimitives.ReadInt16LittleEndian(pair))];
    }

    /// <summary>The number of times the sound rises through zero: once for each period of a tone.</summary>
    private static int Crossings(short[] samples) => samples.Zip(samples.Skip(1)).Count(pair => pair.First < 0 && pair.Second >= 0);
}
