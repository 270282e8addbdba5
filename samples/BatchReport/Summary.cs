using HumeGen.Audio;
using Spectre.Console;

namespace BatchReport;

/// <summary>The results in the terminal: a line for each file.</summary>
internal static class Summary
{
    public static void Show(IReadOnlyList<FileResult> results, IReadOnlyList<string> skipped, string report)
    {
        var table = new Table().AddColumns("file", "strongest", "score").RoundedBorder();
        foreach (var result in results)
        {
            var strongest = result.Main.Average().Top(1);
            if (strongest is [{ } emotion])
                table.AddRow(Markup.Escape(result.File.Name), $"{Markup.Escape(emotion.Name)} [grey]({result.MainName})[/]", FormattableString.Invariant($"{emotion.Value:0.00}"));
            else
                table.AddRow(Markup.Escape(result.File.Name), "[red]not measured[/]", "");
        }

        AnsiConsole.Write(table);
        if (skipped.Count > 0)
            AnsiConsole.MarkupLineInterpolated($"[grey]No media: {string.Join(", ", skipped)}[/]");
        AnsiConsole.MarkupLineInterpolated($"The report is [green]{report}[/]; the jobs are in [green]{report}.jobs[/]");
    }
}
