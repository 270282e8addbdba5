using System.Globalization;
using Hume.ExpressionMeasurement.Stream;
using HumeGen.Audio;
using Spectre.Console;

namespace EmotionStream;

/// <summary>Shows what the server answered.</summary>
internal static class Results
{
    public static void Show(IStreamSubscribeEvent answer)
    {
        switch (answer)
        {
            case StreamModelPredictions { Language.Predictions: [{ Emotions: { } emotions }, ..] }:
                Show(emotions);
                break;
            case StreamModelPredictions { Prosody.Predictions: [{ Emotions: { } emotions }, ..] }:
                Show(emotions);
                break;
            case StreamModelPredictions { Face.Predictions: { Count: > 0 } faces }:
                foreach (var face in faces)
                {
                    AnsiConsole.MarkupLineInterpolated(
                        CultureInfo.InvariantCulture, $"A face of {face.Bbox?.W:0} x {face.Bbox?.H:0} pixels at ({face.Bbox?.X:0}, {face.Bbox?.Y:0})");
                    Show(face.Emotions ?? []);
                }

                break;
            case StreamModelPredictions:
                AnsiConsole.WriteLine("Nothing to measure was found");
                break;
            case StreamWarningMessage warning:
                AnsiConsole.MarkupLineInterpolated($"[yellow]{warning.Code}[/] {warning.Warning}");
                break;
            case StreamErrorMessage error:
                AnsiConsole.MarkupLineInterpolated($"[red]{error.Code}[/] {error.Error} {error.ErrorCode?.Remedy}");
                break;
        }
    }

    private static void Show(IReadOnlyList<EmotionEmbeddingItem> emotions)
    {
        var chart = new BarChart().Width(60).WithMaxValue(1).UseValueFormatter(v => v.ToString("0.00", CultureInfo.InvariantCulture));
        foreach (var score in emotions.ToScores().Top(3))
            chart.AddItem(score.Name, Math.Round(score.Value, 2), Color.Teal);
        AnsiConsole.Write(chart);
    }
}
