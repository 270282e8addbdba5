using System.Text.Json;

namespace Hume.AI.Tests;

public sealed class FunctionTests
{
    [Fact]
    public async Task Speaking_plays_the_audio_in_the_manner_that_the_model_chose()
    {
        await using var hume = await Simulated.StartAsync();
        using var speech = hume.Client.Tts.AsITextToSpeechClient();
        var played = new List<DataContent>();
        var speak = HumeAIFunctions.Speak(speech, (audio, _) => { played.Add(audio); return default; }, new() { AudioFormat = "wav" });

        var result = await speak.InvokeAsync(new() { ["text"] = "Good night.", ["manner"] = JsonElement.Parse("\"whispering\"") });

        Assert.NotEmpty(played);
        Assert.Equal("""{"spoken":true}""", result!.ToString());
        var utterance = hume.Request("/v0/tts/stream/json").BodyJson!["utterances"]![0]!;
        Assert.Equal(("Good night.", "whispering"), ((string?)utterance["text"], (string?)utterance["description"]));
        Assert.Equal("speak", speak.Name);
        Assert.Equal("text", speak.JsonSchema.GetProperty("required")[0].GetString());
    }

    [Fact]
    public async Task A_text_is_measured_and_the_strongest_emotions_come_first()
    {
        await using var hume = await Simulated.StartAsync();

        var result = (JsonElement)(await HumeAIFunctions.MeasureText(hume.Client.ExpressionMeasurement.Stream, top: 3).InvokeAsync(new() { ["text"] = "I am so glad!" }))!;

        var scores = result.GetProperty("language").EnumerateArray().Select(e => e.GetProperty("score").GetDouble()).ToList();
        Assert.Equal(3, scores.Count);
        Assert.Equal(scores.OrderDescending(), scores);
    }

    [Fact]
    public async Task Media_is_measured_by_a_job()
    {
        await using var hume = await Simulated.StartAsync();

        var result = (JsonElement)(await HumeAIFunctions.MeasureMedia(hume.Client.ExpressionMeasurement.Batch).InvokeAsync(new() { ["url"] = "https://example.com/talk.mp4" }))!;

        Assert.Contains(result.EnumerateObject(), m => m.Name is "face" or "prosody" or "language" && m.Value.GetArrayLength() == 5);
    }

    [Fact]
    public async Task A_missing_argument_is_named()
    {
        await using var hume = await Simulated.StartAsync();

        var error = await Assert.ThrowsAsync<ArgumentException>(
            () => HumeAIFunctions.MeasureText(hume.Client.ExpressionMeasurement.Stream).InvokeAsync([]).AsTask());

        Assert.Contains("'text'", error.Message, StringComparison.Ordinal);
    }
}
