using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Tests;

public sealed class VoiceConversionTests
{
    private const string FilePath = "/v0/tts/voice_conversion/file";
    private const string JsonPath = "/v0/tts/voice_conversion/json";

    [Theory]
    [InlineData(48_000, 1)]
    [InlineData(16_000, 1)]
    [InlineData(44_100, 2)]
    public async Task The_result_is_as_long_as_the_recording(int sampleRate, int channels)
    {
        await using var hume = await Hume.StartAsync();
        using var form = Form(Wav.Tone(1.25, sampleRate, channels), ("voice", """{"name":"Ava Song","provider":"HUME_AI"}"""), ("format", """{"type":"wav"}"""));

        var answer = await hume.PostFormAsync(FilePath, form);

        var wav = Wav.Parse(answer.Body);
        Assert.Equal((48_000, 1, 1.25), (wav.SampleRate, wav.Channels, wav.Seconds));
        Assert.Contains(wav.Samples, sample => sample > 500);
    }

    [Fact]
    public async Task Silence_stays_silent()
    {
        await using var hume = await Hume.StartAsync();
        var recording = Wav.Tone(0.5);
        recording.AsSpan(44).Clear();
        using var form = Form(recording, ("format", """{"type":"pcm"}"""));

        var answer = await hume.PostFormAsync(FilePath, form);

        Assert.Equal(24_000, Wav.Pcm(answer.Body).Length);
        Assert.All(Wav.Pcm(answer.Body), sample => Assert.Equal(0, sample));
    }

    [Theory]
    [InlineData("include_timestamp_types", "word")]
    [InlineData("include_timestamp_types[0]", "word")]
    [InlineData("include_timestamp_types", "\"word\"")]
    [InlineData("include_timestamp_types", "[\"word\",\"phoneme\"]")]
    public async Task A_list_may_be_spelt_as_any_of_the_official_clients_spells_it(string name, string value)
    {
        await using var hume = await Hume.StartAsync();
        using var form = Form(Wav.Tone(1.25), (name, value), ("strip_headers", "true"));

        var answer = await hume.PostFormAsync(JsonPath, form);

        var items = answer.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        items.RemoveAll(item => (string?)item["type"] == "timestamp");
        Assert.True(items.Count > 2);
        Assert.Equal(Enumerable.Range(0, items.Count), items.Select(item => (int)item["chunk_index"]!));
        Assert.Equal(items.Select(item => item == items[^1]), items.Select(item => (bool)item["is_last_chunk"]!));
        Assert.Equal(44 + (60_000 * 2), items.Sum(item => Convert.FromBase64String((string)item["audio"]!).Length));
    }

    [Theory]
    [InlineData("include_timestamp_types[0]", "sentence", "body.include_timestamp_types.0: Input should be one of 'word', 'phoneme' (enum)")]
    [InlineData("strip_headers", "yes", "body.strip_headers: The part should hold JSON")]
    [InlineData("voice", """{"name":"Nobody"}""", "body.voice: No voice of CUSTOM_VOICE has the name 'Nobody'")]
    [InlineData("context", """{"generation_id":"795c949a-1510-4a80-9646-7d0863b023ab"}""", "body.context.generation_id: There is no generation")]
    public async Task A_part_that_is_wrong_is_named(string name, string value, string fault)
    {
        await using var hume = await Hume.StartAsync();
        using var form = Form(Wav.Tone(0.1), (name, value));

        Assert.StartsWith(fault, Assert.Single((await hume.PostFormAsync(FilePath, form)).Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_recording_there_is_nothing_to_convert()
    {
        await using var hume = await Hume.StartAsync();
        using var file = new MultipartFormDataContent { { new StringContent("true"), "strip_headers" } };
        using var json = new MultipartFormDataContent { { new StringContent("true"), "strip_headers" } };

        Assert.Equal(["body.audio: Field required (missing)"], (await hume.PostFormAsync(FilePath, file)).Faults());
        Assert.Equal(["body.audio: Field required (missing)"], (await hume.PostFormAsync(JsonPath, json)).Faults());
    }

    [Fact]
    public async Task A_recording_that_is_no_wav_is_refused_with_the_reason()
    {
        await using var hume = await Hume.StartAsync();
        using var form = Form([1, 2, 3, 4]);
        using var truncated = Form(Wav.Tone(1)[..40]);

        Assert.Contains("it is in none of the forms that are read", Assert.Single((await hume.PostFormAsync(FilePath, form)).Faults()), StringComparison.Ordinal);
        Assert.Contains("it has no chunk with samples", Assert.Single((await hume.PostFormAsync(FilePath, truncated)).Faults()), StringComparison.Ordinal);
    }

    private static MultipartFormDataContent Form(byte[] audio, params (string Name, string Value)[] parts)
    {
        var form = new MultipartFormDataContent { { Hume.FilePart(audio, "audio/wav"), "audio", "speech.wav" } };
        foreach (var (name, value) in parts)
            form.Add(new StringContent(value), name);

        return form;
    }
}
