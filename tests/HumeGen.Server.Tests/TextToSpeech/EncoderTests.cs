using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Tests.TextToSpeech;

/// <summary>Formats that an encoder makes.</summary>
public sealed class EncoderTests
{
    private const string Body = """{"utterances":[{"text":"One. Two."}],"format":{"type":"mp3"}}""";

    [Fact]
    public async Task With_an_encoder_mp3_is_mp3_in_every_answer()
    {
        await using var server = await SpeechServer.StartAsync(
            ScriptedSpeech.Saying(ScriptedSpeech.Pcm(0.2)), options => options.Engines.AudioEncoders.Add(new CountingEncoder()));

        var generation = await server.GenerateAsync(Body);
        var items = await server.StreamAsync(Body);
        var file = Encoding.ASCII.GetString((await server.PostAsync("/v0/tts/file", Body)).Body);
        var streamed = Encoding.ASCII.GetString((await server.PostAsync("/v0/tts/stream/file", Body)).Body);

        // Each snippet is a file of its own, and so is the whole.
        Assert.Equal("mp3", (string?)generation["encoding"]!["format"]);
        Assert.Equal("[48000 19200]", Text(generation["audio"]));
        Assert.Equal("[48000 19200]".Length, (int)generation["file_size"]!);
        Assert.Equal(["[48000 9600]", "[48000 9600]"], generation["snippets"]![0]!.AsArray().Select(snippet => Text(snippet!["audio"])));
        Assert.All(items, item => Assert.Equal("mp3", (string?)item["audio_format"]));
        Assert.Equal(["[48000 9600]", "[48000 9600]"], items.GroupBy(item => (string)item["snippet_id"]!).Select(snippet => string.Concat(snippet.Select(item => Text(item["audio"])))));
        Assert.Equal("[48000 19200]", file);
        Assert.Equal(file, streamed);
    }

    [Theory]
    [InlineData("/v0/tts", ",\"format\":{\"type\":\"mp3\"}")]
    [InlineData("/v0/tts", "")]
    [InlineData("/v0/tts/file", "")]
    [InlineData("/v0/tts/stream/file", "")]
    [InlineData("/v0/tts/stream/json", "")]
    public async Task Without_an_encoder_a_request_for_mp3_is_refused_before_anything_is_spoken(string path, string format)
    {
        var engine = ScriptedSpeech.Saying(ScriptedSpeech.Pcm(0.2));
        await using var server = await SpeechServer.StartAsync(engine, options => options.Engines.SendsWavWithoutEncoder = false);

        var (status, body, _) = await server.PostAsync(path, $$"""{"utterances":[{"text":"Hello."}]{{format}}}""");
        var wav = await server.PostAsync(path, """{"utterances":[{"text":"Hello."}],"format":{"type":"wav"}}""");

        Assert.Equal(501, (int)status);
        var error = JsonNode.Parse(body)!;
        Assert.Equal("I0100", (string?)error["code"]);
        Assert.Contains("apt-get install lame", (string?)error["message"], StringComparison.Ordinal);
        Assert.Equal(200, (int)wav.Status);
        Assert.Single(engine.Asked);
    }

    [Fact]
    public async Task Without_an_encoder_a_socket_for_mp3_is_not_opened()
    {
        await using var server = await SpeechServer.StartAsync(
            ScriptedSpeech.Saying(ScriptedSpeech.Pcm(0.2)), options => options.Engines.SendsWavWithoutEncoder = false);

        var refusal = await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(() => server.OpenAsync());
        using var wav = await server.OpenAsync("?format_type=wav");

        Assert.Contains("501", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(System.Net.WebSockets.WebSocketState.Open, wav.State);
    }

    [Fact]
    public async Task Wav_in_the_place_of_mp3_says_so()
    {
        await using var server = await SpeechServer.StartAsync(
            ScriptedSpeech.Saying(ScriptedSpeech.Pcm(0.2)), options => options.Engines.SendsWavWithoutEncoder = true);

        var generation = await server.GenerateAsync(Body);

        Assert.Equal("wav", (string?)generation["encoding"]!["format"]);
        Assert.Equal("RIFF"u8, Convert.FromBase64String((string)generation["audio"]!).AsSpan(0, 4));
    }

    [Fact]
    public async Task An_encoder_that_fails_is_an_error_that_names_it()
    {
        await using var server = await SpeechServer.StartAsync(
            ScriptedSpeech.Saying(ScriptedSpeech.Pcm(0.2)), options => options.Engines.AudioEncoders.Add(new CountingEncoder(fails: true)));

        var (status, body, _) = await server.PostAsync("/v0/tts/stream/json", Body);

        Assert.Equal(500, (int)status);
        Assert.Contains("The encoder of mp3 has failed.", Encoding.UTF8.GetString(body), StringComparison.Ordinal);
    }

    private static string Text(JsonNode? audio) => Encoding.ASCII.GetString(Convert.FromBase64String((string)audio!));

    /// <summary>Writes how many samples there were, once all are known.</summary>
    private sealed class CountingEncoder(bool fails = false) : IAudioEncoder
    {
        public string Format => "mp3";

        public IAudioEncoding Start(int sampleRate) => new OneFile(sampleRate, fails);

        private sealed class OneFile(int sampleRate, bool fails) : IAudioEncoding
        {
            private int _count;

            public void Encode(ReadOnlySpan<short> samples, IBufferWriter<byte> encoded)
            {
                if (fails)
                    throw new InvalidOperationException("secret");

                if (_count == 0)
                    encoded.Write(Encoding.ASCII.GetBytes($"[{sampleRate} "));

                _count += samples.Length;
            }

            public void Finish(IBufferWriter<byte> encoded) => encoded.Write(Encoding.ASCII.GetBytes($"{_count}]"));

            public void Dispose()
            {
            }
        }
    }
}
