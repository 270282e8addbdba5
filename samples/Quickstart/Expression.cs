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
        string[] texts = ["I am so happy with how this turned out!", "Why does nobody ever answer my letters?"];
        var batch = hume.ExpressionMeasurement.Batch;
        var started = await batch.StartInferenceJobFromLocalFileAsync(new()
        {
            File = [FilePart.FromFile(recording)],
            Json = new() { Models = new() { Prosody = new() { Granularity = Granularity.Utterance }, Language = new() { Granularity = Granularity.Sentence } }, Text = texts },
        });

        var job = await AnsiConsole.Status().StartAsync("The job is starting", status => batch.WaitForCompletionAsync(
            started.Id,
            progress: new Progress<InferenceJob>(seen => status.Status($"The job is {seen.State.Status.ToLowerInvariant().Replace('_', ' ')}"))));
        var done = (StateInferenceCompleted)job.State;
        AnsiConsole.MarkupLineInterpolated($"The job is done: [green]{done.NumPredictions}[/] predictions, {done.NumErrors} errors");

        var text = 0;
        foreach (var result in await batch.GetJobPredictionsAsync(started.Id))
        {
            var name = result.Source switch
            {
                SourceFile file => file.Filename ?? recording,
                SourceTextSource when text < texts.Length => texts[text++],
                _ => "source",
            };
            foreach (var prediction in result.Results?.Predictions ?? [])
                Show(name, Scores(prediction.Models));
        }
    }

    /// <summary>The mean score of each emotion over everything that was measured.</summary>
    private static IEnumerable<(string Name, double Score)> Scores(ModelsPredictions models)
    {
        var spoken = models.Prosody?.GroupedPredictions.SelectMany(g => g.Predictions).SelectMany(p => p.Emotions) ?? [];
        var written = models.Language?.GroupedPredictions.SelectMany(g => g.Predictions).SelectMany(p => p.Emotions) ?? [];
        return spoken.Concat(written).GroupBy(e => e.Name).Select(g => (g.Key, g.Average(e => e.Score)));
    }

    private static void Show(string source, IEnumerable<(string Name, double Score)> scores)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]{source}[/]");
        var chart = new BarChart().Width(60).WithMaxValue(1).UseValueFormatter(v => v.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));
        foreach (var (name, score) in scores.OrderByDescending(s => s.Score).Take(3))
            chart.AddItem(name, Math.Round(score, 2), Color.Teal);
        AnsiConsole.Write(chart);
        AnsiConsole.WriteLine();
    }
}
