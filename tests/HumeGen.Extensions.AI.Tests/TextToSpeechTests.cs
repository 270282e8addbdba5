using System.Text;
using System.Text.Json;
using Hume.Tts;

namespace Hume.AI.Tests;

public sealed class TextToSpeechTests
{
    [Fact]
    public async Task Speech_comes_with_its_media_type_its_id_and_what_it_counts_as()
    {
        await using var hume = await Simulated.StartAsync();
        using var speech = hume.Client.Tts.AsITextToSpeechClient();

        var response = await speech.GetAudioAsync("Hello there!", new() { AudioFormat = "audio/wav" });

        var audio = Assert.IsType<DataContent>(Assert.Single(response.Contents));
        Assert.Equal("audio/wav", audio.MediaType);
        Assert.StartsWith("RIFF", Encoding.ASCII.GetString(audio.Data.Span[..4]), StringComparison.Ordinal);
        Assert.Equal(48_000L, audio.AdditionalProperties!["sample_rate"]);
        var raw = Assert.IsType<ReturnTts>(response.RawRepresentation);
        Assert.Equal(raw.RequestId, response.ResponseId);
        Assert.Equal(12, response.Usage!.AdditionalCounts!["input_characters"]);
        Assert.Equal((long)Math.Round(raw.Generations[0].Duration * 1000), response.Usage.AdditionalCounts["output_audio_milliseconds"]);
    }

    [Fact]
    public async Task Options_and_additional_properties_reach_the_request()
    {
        await using var hume = await Simulated.StartAsync();
        using var speech = hume.Client.Tts.AsITextToSpeechClient();

        await speech.GetAudioAsync("Hello!", new()
        {
            VoiceId = "Ava Song",
            AudioFormat = "pcm",
            Speed = 1.1f,
            ModelId = "octave-1",
            AdditionalProperties = new()
            {
                ["provider"] = VoiceProvider.HumeAi,
                ["description"] = "calm",
                ["trailing_silence"] = 1,
                ["num_generations"] = JsonElement.Parse("2"),
            },
        });

        var body = hume.Request("/v0/tts").BodyJson!;
        Assert.Equal(
            """{"description":"calm","speed":1.1,"text":"Hello!","trailing_silence":1,"voice":{"name":"Ava Song","provider":"HUME_AI"}}""", Sorted(body["utterances"]![0]!.AsObject()));
        Assert.Equal(("pcm", 2L, "1"), ((string?)body["format"]!["type"], (long)body["num_generations"]!, (string?)body["version"]));
    }

    [Fact]
    public async Task A_voice_that_is_a_uuid_goes_as_an_id()
    {
        var id = "6e138d63-e6a9-4360-b1b9-da0bb77e3a58";
        var seen = default(PostedTts);
        await using var hume = await Simulated.StartAsync();
        using var speech = hume.Client.Tts.AsITextToSpeechClient();

        await speech.GetAudioAsync("Hello!", new()
        {
            VoiceId = id,
            RawRepresentationFactory = _ => seen = new() { Utterances = [new() { Text = "", Description = "from the template" }], Temperature = 0.5 },
        });

        var body = hume.Request("/v0/tts").BodyJson!;
        Assert.Equal(id, (string?)body["utterances"]![0]!["voice"]!["id"]);
        Assert.Equal(("from the template", 0.5), ((string?)body["utterances"]![0]!["description"], (double)body["temperature"]!));
        Assert.Equal("", seen!.Utterances[0].Text);
    }

    [Fact]
    public async Task Streamed_speech_is_one_file_in_pieces_and_ends_with_the_usage()
    {
        await using var hume = await Simulated.StartAsync();
        using var speech = hume.Client.Tts.AsITextToSpeechClient();

        var updates = new List<TextToSpeechResponseUpdate>();
        await foreach (var update in speech.GetStreamingAudioAsync("A sentence that is long enough for some pieces.", new() { AudioFormat = "wav" }))
            updates.Add(update);

        var pieces = updates.Where(u => u.Kind == TextToSpeechResponseUpdateKind.AudioUpdating).SelectMany(u => u.Contents.OfType<DataContent>()).ToList();
        var file = Encoding.Latin1.GetString([.. pieces.SelectMany(p => p.Data.ToArray())]);
        Assert.True(pieces.Count > 1);
        Assert.Equal((0, -1), (file.IndexOf("RIFF", StringComparison.Ordinal), file.IndexOf("RIFF", 1, StringComparison.Ordinal)));
        Assert.Equal(TextToSpeechResponseUpdateKind.SessionClose, updates[^1].Kind);
        Assert.Equal(47, Assert.IsType<UsageContent>(Assert.Single(updates[^1].Contents)).Details.AdditionalCounts!["input_characters"]);
    }

    public static TheoryData<string, TextToSpeechOptions> WithoutCounterpart() => new()
    {
        { "Language", new() { Language = "de" } },
        { "Pitch", new() { Pitch = 1 } },
        { "Volume", new() { Volume = 1 } },
        { "opus", new() { AudioFormat = "opus" } },
        { "octave-9", new() { ModelId = "octave-9" } },
    };

    [Theory]
    [MemberData(nameof(WithoutCounterpart))]
    public async Task An_option_without_a_counterpart_is_refused_before_anything_is_sent(string named, TextToSpeechOptions options)
    {
        await using var hume = await Simulated.StartAsync();
        using var speech = hume.Client.Tts.AsITextToSpeechClient();

        var error = await Assert.ThrowsAsync<NotSupportedException>(() => speech.GetAudioAsync("Hello!", options));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Empty(hume.Simulator.Requests);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(1e30f)]
    public async Task A_speed_that_is_no_speed_is_named(float speed)
    {
        await using var hume = await Simulated.StartAsync();
        using var speech = hume.Client.Tts.AsITextToSpeechClient();

        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => speech.GetAudioAsync("Hello!", new() { Speed = speed }));

        Assert.StartsWith("TextToSpeechOptions.Speed must be a number", error.Message, StringComparison.Ordinal);
        Assert.Empty(hume.Simulator.Requests);
    }

    [Theory]
    [InlineData("num_generations", 1e300, "must be a whole number")]
    [InlineData("voice_color", "blue", "voice_color")]
    [InlineData("instant_mode", "yes", "must be true or false")]
    [InlineData("provider", "HUME_AI", "VoiceId is not set")]
    public async Task A_property_that_is_unknown_or_of_a_wrong_kind_is_refused(string name, object value, string expected)
    {
        await using var hume = await Simulated.StartAsync();
        using var speech = hume.Client.Tts.AsITextToSpeechClient();

        var error = await Assert.ThrowsAsync<ArgumentException>(() => speech.GetAudioAsync("Hello!", new() { AdditionalProperties = new() { [name] = value } }));

        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_of_the_server_stay_those_of_the_client()
    {
        await using var hume = await Simulated.StartAsync();
        using var speech = hume.Client.Tts.AsITextToSpeechClient();
        hume.Simulator.FailNext(InjectedFailure.Status(429));

        await Assert.ThrowsAsync<HumeRateLimitException>(() => speech.GetAudioAsync("Hello!"));
    }

    [Fact]
    public async Task A_cancelled_call_ends()
    {
        await using var hume = await Simulated.StartAsync();
        using var speech = hume.Client.Tts.AsITextToSpeechClient();
        hume.Simulator.FailNext(InjectedFailure.Hang());
        using var cancel = new CancellationTokenSource();

        var call = speech.GetAudioAsync("Hello!", cancellationToken: cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Services_give_what_lies_below()
    {
        await using var hume = await Simulated.StartAsync();
        var speech = hume.Client.Tts.AsITextToSpeechClient();

        Assert.Same(hume.Client.Tts, speech.GetService<ITtsClient>());
        Assert.Equal("hume", speech.GetService<TextToSpeechClientMetadata>()!.ProviderName);
        Assert.Null(speech.GetService<ITtsClient>("key"));
        Assert.Null(speech.GetService<string>());
        speech.Dispose();
        Assert.NotEmpty((await hume.Client.Tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = "Still alive." }] })).Generations);
    }

    private static string Sorted(System.Text.Json.Nodes.JsonObject json) =>
        new System.Text.Json.Nodes.JsonObject(json.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone()))).ToJsonString();
}
