using System.Globalization;
using Hume;
using Hume.ExpressionMeasurement.Batch;
using Hume.ExpressionMeasurement.Stream;
using HumeGen;

namespace Aot;

/// <summary>Expressions: in a recording and a text by a batch job, and in a text over a WebSocket.</summary>
internal static class Expression
{
    public static async Task RunAsync(IHumeClient hume, ReadOnlyMemory<byte> recording)
    {
        var batch = hume.ExpressionMeasurement.Batch;
        var started = await batch.StartInferenceJobFromLocalFileAsync(new()
        {
            File = [FilePart.FromBytes(recording, "speech.wav")],
            Json = new() { Text = ["How wonderful!"] },
        });
        await batch.WaitForCompletionAsync(started.Id);
        Console.WriteLine($"Batch job with an upload: predictions for {(await batch.GetJobPredictionsAsync(started.Id)).Count} sources");

        await using var stream = await hume.ExpressionMeasurement.Stream.ConnectAsync();
        if (await stream.MeasureTextAsync("How wonderful!") is StreamModelPredictions { Language.Predictions: [{ Emotions: { } emotions }, ..] })
        {
            var strongest = emotions.MaxBy(e => e.Score)!;
            Console.WriteLine($"Expression stream: {strongest.Name} {strongest.Score?.ToString("0.00", CultureInfo.InvariantCulture)}");
        }
    }
}
