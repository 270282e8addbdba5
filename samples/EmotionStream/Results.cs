using Hume.ExpressionMeasurement.Stream;
using Spectre.Console;

namespace EmotionStream;

/// <summary>Shows what the server answered.</summary>
internal static class Results
{
    public static void Show(IStreamSubscribeEvent answer)
    {
        switch (answer)
        {
            case StreamModelPredictions predictions:
                var emotions = predictions switch
                {
                    { Language.Predictions: [{ Emotions: { } written }, ..] } => written,
                    { Prosody.Predictions: [{ Emotions: { } spoken }, ..] } => spoken,
                    { Face.Predictions: [{ Emotions: { } seen }, ..] } => seen,
                    _ => [],
                };
                var chart = new BarChart().Width(60).WithMaxValue(1).UseValueFormatter(v => v.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
                foreach (var emotion in emotions.OrderByDescending(e => e.Score).Take(3))
                    chart.AddItem(emotion.Name ?? "", Math.Round(emotion.Score ?? 0, 2), Color.Teal);
                AnsiConsole.Write(chart);
                break;
            case StreamWarningMessage warning:
                AnsiConsole.MarkupLineInterpolated($"[yellow]{warning.Code}[/] {warning.Warning}");
                break;
            case StreamErrorMessage error:
                AnsiConsole.MarkupLineInterpolated($"[red]{error.Code}[/] {error.Error} {error.ErrorCode?.Remedy}");
                break;
        }
    }
}
