using Hume;
using Hume.ExpressionMeasurement.Batch;
using HumeGen;
using Spectre.Console;

namespace Quickstart;

/// <summary>Measures a recording and two texts in one batch job, and shows the strongest emotions of each.</summary>
internal static class Expression
{
    public static async Task RunAsync(IHumeClient hume, string recording)
    {
        AnsiConsole.Write(new Rule("[bold]Expression[/]").LeftJustified());
        var batch = hume.ExpressionMeasurement.Batch;
        var started = await batch.StartInferenceJobFromLocalFileAsync(new()
        {
            File = [FilePart.FromFile(recording)],
            Json = new()
            {
                Models = new() { Prosody = new(), Language = new() },
                Text = ["I could not be happier with how this turned out!", "Why does nobody ever answer my letters?"],
            },
        });

        await AnsiConsole.Status().StartAsync("The job is starting", async status =>
        {
            var progress = new Progress<InferenceJob>(job => status.Status($"The job is {job.State.Status.ToLowerInvariant().Replace('_', ' ')}"));
            var job = await batch.WaitForCompletionAsync(started.Id, progress: progress);
            var state = (StateInferenceCompleted)job.State;
            AnsiConsole.MarkupLineInterpolated($"Job done: [green]{state.NumPredictions}[/] predictions, {state.NumErrors} errors");
        });

        foreach (var result in await batch.GetJobPredictionsAsync(started.Id))
        {
            foreach (var prediction in result.Results?.Predictions ?? [])
                Show(Name(result.Source, prediction), Scores(prediction.Models));
        }
    }

    private static string Name(ISource source, InferencePrediction prediction) => source switch
    {
        SourceFile file => file.Filename ?? prediction.File,
        SourceUrl url => url.Url,
        _ => prediction.File,
    };

    /// <summary>The mean score of each emotion over everything that was measured.</summary>
    private static IEnumerable<(string Name, double Score)> Scores(ModelsPredictions models)
    {
        var spoken = models.Prosody?.GroupedPredictions.SelectMany(g => g.Predictions).SelectMany(p => p.Emotions) ?? [];
        var written = models.Language?.GroupedPredictions.SelectMany(g => g.Predictions).SelectMany(p => p.Emotions) ?? [];
        return spoken.Concat(written).GroupBy(e => e.Name).Select(g => (g.Key, g.Average(e => e.Score)));
    }

    private static void Show(string source, IEnumerable<(string Name, double Score)> scores)
    {
        var chart = new BarChart().Width(60).Label(Markup.Escape(source)).LeftAlignLabel().WithMaxValue(1).UseValueFormatter(v => v.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
        foreach (var (name, score) in scores.OrderByDescending(s => s.Score).Take(5))
            chart.AddItem(name, Math.Round(score, 2), Color.Teal);
        AnsiConsole.Write(chart);
        AnsiConsole.WriteLine();
    }
}
