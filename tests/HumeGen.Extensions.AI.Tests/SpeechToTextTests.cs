using Hume.ExpressionMeasurement.Batch;

namespace Hume.AI.Tests;

public sealed class SpeechToTextTests
{
    [Fact]
    public async Task Speech_becomes_utterances_with_their_emotions_and_times()
    {
        await using var hume = await Simulated.StartAsync();
        using var transcriber = hume.Client.ExpressionMeasurement.Batch.AsISpeechToTextClient();

        var response = await transcriber.GetTextAsync(await SpeechAsync(hume), new() { SpeechLanguage = "en" });

        Assert.NotEmpty(response.Text);
        Assert.All(response.Contents, c => Assert.NotEmpty(Assert.IsAssignableFrom<IReadOnlyList<EmotionScore>>(c.AdditionalProperties!["emotions"])));
        Assert.True(response.EndTime > response.StartTime);
        Assert.Contains("\"en\"", hume.Simulator.Requests.Single(r => r.Method == "POST" && r.Path == "/v0/batch/jobs").BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_stream_gives_the_same_text_utterance_by_utterance()
    {
        await using var hume = await Simulated.StartAsync();
        using var transcriber = hume.Client.ExpressionMeasurement.Batch.AsISpeechToTextClient();
        var whole = await transcriber.GetTextAsync(await SpeechAsync(hume));

        var text = "";
        await foreach (var update in transcriber.GetStreamingTextAsync(await SpeechAsync(hume)))
        {
            text += update.Text;
            Assert.NotNull(update.StartTime);
        }

        Assert.Equal(whole.Text, text);
    }

    public static TheoryData<string, SpeechToTextOptions> WithoutCounterpart() => new()
    {
        { "ModelId", new() { ModelId = "whisper" } },
        { "SpeechSampleRate", new() { SpeechSampleRate = 16_000 } },
        { "TextLanguage", new() { SpeechLanguage = "de", TextLanguage = "en" } },
    };

    [Theory]
    [MemberData(nameof(WithoutCounterpart))]
    public async Task An_option_without_a_counterpart_is_refused(string named, SpeechToTextOptions options)
    {
        await using var hume = await Simulated.StartAsync();
        using var transcriber = hume.Client.ExpressionMeasurement.Batch.AsISpeechToTextClient();

        var error = await Assert.ThrowsAsync<NotSupportedException>(() => transcriber.GetTextAsync(new MemoryStream(), options));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    private static async Task<MemoryStream> SpeechAsync(Simulated hume)
    {
        var speech = await hume.Client.Tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = "This is said to be written down." }], Format = new Hume.Tts.FormatWav() });
        return new(speech.Generations[0].Audio.ToArray());
    }
}
