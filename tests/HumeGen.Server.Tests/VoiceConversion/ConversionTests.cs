using System.Buffers;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Tests.TextToSpeech;
using HumeGen.Simulator.Engines;

namespace HumeGen.Server.Tests.VoiceConversion;

public sealed class ConversionTests
{
    private const string JsonPath = "/v0/tts/voice_conversion/json";
    private const string FilePath = "/v0/tts/voice_conversion/file";

    [Fact]
    public async Task S11_conversion_to_JSON_gives_the_times_of_words_and_phonemes_that_are_asked_for()
    {
        await using var server = await SpeechServer.StartAsync(options => options.Engines = DeterministicEngines.Create());

        var both = await ConvertAsync(server, ("include_timestamp_types", "word"), ("include_timestamp_types", "phoneme"));
        var words = await ConvertAsync(server, ("include_timestamp_types", "word"));
        var none = await ConvertAsync(server);

        var stamps = both.Where(item => (string?)item["type"] == "timestamp").Select(item => item["timestamp"]!).ToList();
        Assert.Contains(stamps, stamp => (string?)stamp["type"] == "word");
        Assert.Contains(stamps, stamp => (string?)stamp["type"] == "phoneme");
        Assert.All(stamps, stamp => Assert.True((int)stamp["time"]!["begin"]! < (int)stamp["time"]!["end"]! && (int)stamp["time"]!["end"]! <= 1250));
        Assert.Equal(
            stamps.Where(stamp => (string?)stamp["type"] == "word").Select(stamp => stamp.ToJsonString()),
            words.Where(item => (string?)item["type"] == "timestamp").Select(item => item["timestamp"]!.ToJsonString()));
        Assert.All(none, item => Assert.Equal("audio", (string?)item["type"]));
    }

    [Theory]
    [InlineData(FilePath)]
    [InlineData(JsonPath)]
    public async Task S3_a_part_whose_text_is_null_is_an_absent_part(string path)
    {
        await using var server = await SpeechServer.StartAsync(options => options.Engines = DeterministicEngines.Create());

        using var form = Form(
            Recording, ("strip_headers", "null"), ("context", "null"), ("voice", "null"), ("format", "null"), ("include_timestamp_types", "null"));
        using var answer = await server.Http.PostAsync(path, form);

        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task S3_a_job_with_files_may_have_null_in_place_of_its_settings()
    {
        await using var server = await SpeechServer.StartAsync(options => options.Engines = DeterministicEngines.Create());
        using var form = new MultipartFormDataContent { { new StringContent("null"), "json" }, { new ByteArrayContent(Recording), "file", "a.wav" } };

        using var answer = await server.Http.PostAsync("/v0/batch/jobs", form);

        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task S13_conversion_to_JSON_needs_a_recording_although_the_specs_call_it_optional()
    {
        await using var server = await SpeechServer.StartAsync(options => options.Engines = DeterministicEngines.Create());
        using var form = new MultipartFormDataContent { { new StringContent("true"), "strip_headers" } };

        using var answer = await server.Http.PostAsync(JsonPath, form);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("\"audio\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engine_gets_the_recording_and_the_voice_and_may_have_any_rate()
    {
        var engine = new ScriptedConverter(fails: false);
        await using var server = await SpeechServer.StartAsync(options => options.Engines.VoiceConversion = engine);

        using var form = Form(Recording, ("voice", """{"name":"af_heart","provider":"HUME_AI"}"""), ("format", """{"type":"pcm"}"""));
        using var answer = await server.Http.PostAsync(FilePath, form);

        Assert.InRange((await answer.Content.ReadAsByteArrayAsync()).Length, 95_990, 96_010);
        Assert.Equal((16_000, 20_000, "af_heart"), (engine.Recording.SampleRate, engine.Recording.Samples.Length, engine.Voice?.Id));
    }

    [Fact]
    public async Task A_failure_refuses_a_file_and_ends_a_stream_with_an_error_item()
    {
        await using var server = await SpeechServer.StartAsync(options => options.Engines.VoiceConversion = new ScriptedConverter(fails: true));

        using var form = Form(Recording);
        using var file = await server.Http.PostAsync(FilePath, form);
        var items = await ConvertAsync(server);

        Assert.Equal(HttpStatusCode.InternalServerError, file.StatusCode);
        Assert.Contains("The engine that converts voices has failed.", await file.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("audio", (string?)items[0]["type"]);
        Assert.Equal(("error", "I0100"), ((string?)items[^1]["type"], (string?)items[^1]["code"]));
    }

    [Fact]
    public async Task Without_an_engine_conversion_is_refused_with_what_to_do()
    {
        await using var server = await SpeechServer.StartAsync(_ => { });

        using var form = Form(Recording);
        using var answer = await server.Http.PostAsync(FilePath, form);

        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
        Assert.Contains("HumeServerEngines.VoiceConversion", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_containers_are_read_where_a_decoder_knows_them_and_refused_where_none_does()
    {
        var engine = new ScriptedConverter(fails: false);
        await using var server = await SpeechServer.StartAsync(options =>
        {
            options.Engines.VoiceConversion = engine;
            options.Engines.AudioDecoders.Add(new TextDecoder());
        });

        using var known = Form("SOUND 8000"u8.ToArray());
        using var unknown = Form("Something else"u8.ToArray());
        using var read = await server.Http.PostAsync(FilePath, known);
        using var refused = await server.Http.PostAsync(FilePath, unknown);

        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal((8_000, 8_000), (engine.Recording.SampleRate, engine.Recording.Samples.Length));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        Assert.Contains("SOUND", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private static byte[] Recording => ScriptedSpeech.Wav(ScriptedSpeech.Tone(1.25, 16_000), 16_000);

    private static async Task<List<JsonNode>> ConvertAsync(SpeechServer server, params (string Name, string Value)[] parts)
    {
        using var form = Form(Recording, parts);
        using var answer = await server.Http.PostAsync(JsonPath, form);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    private static MultipartFormDataContent Form(byte[] audio, params (string Name, string Value)[] parts)
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(audio), "audio", "speech.wav" } };
        foreach (var (name, value) in parts)
            form.Add(new StringContent(value), name);

        return form;
    }

    /// <summary>Gives a second at 24 kHz for whatever it gets.</summary>
    private sealed class ScriptedConverter(bool fails) : IVoiceConverter
    {
        public AudioSamples Recording { get; private set; }

        public EngineVoice? Voice { get; private set; }

        public async IAsyncEnumerable<ConvertedSpeech> ConvertAsync(
            AudioSamples recording, EngineVoice voice, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            (Recording, Voice) = (recording, voice);
            yield return new ConvertedSpeech(new AudioSamples(new short[12_000], 24_000), []);
            await Task.Yield();
            if (fails)
                throw new InvalidOperationException("secret of the engine");

            yield return new ConvertedSpeech(new AudioSamples(new short[12_000], 24_000), []);
        }
    }

    /// <summary>Knows files that begin with SOUND, and makes a second of silence of them.</summary>
    private sealed class TextDecoder : IAudioDecoder
    {
        public string Name => "SOUND";

        public bool? CanDecode(ReadOnlySpan<byte> beginning) => beginning.Length < 5 ? null : beginning.StartsWith("SOUND"u8);

        public IAudioDecoding Start(bool isFile) => new Decoding();

        private sealed class Decoding : IAudioDecoding
        {
            public int SampleRate => 8_000;

            public void Decode(ReadOnlySpan<byte> piece, IBufferWriter<short> samples) => samples.Write(new short[8_000]);

            public ValueTask FinishAsync(IBufferWriter<short> samples, CancellationToken cancellationToken = default) => default;

            public void Dispose()
            {
            }
        }
    }
}
