using System.Net;
using System.Text;
using HumeGen.Audio;

namespace BatchReport;

/// <summary>Writes the report: one page that loads nothing, runs no script, and follows the light or dark scheme of its reader.</summary>
internal static class ReportPage
{
    // The least width of a chart, so that its letters can be read on a phone.
    private const int ChartWidth = 480;

    private const string Style = """
        :root{color-scheme:light dark;--line:#d8dee4;--dim:#57606a}
        @media(prefers-color-scheme:dark){:root{--line:#30363d;--dim:#9da7b3}}
        *{box-sizing:border-box}
        body{font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;margin:0 auto;max-width:1040px;padding:16px;overflow-wrap:break-word}
        @media(prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}}
        h1{margin:.3em 0}h2{margin:2em 0 .4em;border-top:1px solid var(--line);padding-top:.8em}
        .dim{color:var(--dim)}.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,440px),1fr));gap:8px}
        svg{max-width:100%;height:auto}.wide{overflow-x:auto}
        table{border-collapse:collapse;margin:.8em 0;width:100%}th,td{border-bottom:1px solid var(--line);padding:5px 10px 5px 0;text-align:left;vertical-align:top}
        td.n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
        """;

    public static string Write(string folder, IReadOnlyList<FileResult> results, IReadOnlyList<string> skipped, string? note)
    {
        var measured = results.Where(r => r.Main.Count > 0).ToList();
        var page = new StringBuilder($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Expression in {Text(FolderName(folder))}</title>
            <style>
            {Style}
            </style>
            </head>
            <body>
            <h1>Expression in {Text(FolderName(folder))}</h1>
            <p>{measured.Count} of {results.Count} files were measured.{(note is null ? "" : $" <span class=\"dim\">{Text(note)}</span>")}</p>

            """);
        if (skipped.Count > 0)
            page.Append($"<p class=\"dim\">No media: {Text(string.Join(", ", skipped))}</p>\n");
        Overview(page, results, measured);
        Errors(page, results);
        for (var i = 0; i < results.Count; i++)
        {
            if (results[i].Main.Count > 0)
                File(page, results[i], i);
        }

        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Overview(StringBuilder page, IReadOnlyList<FileResult> results, List<FileResult> measured)
    {
        page.Append("<div class=\"wide\"><table><thead><tr><th>File</th><th>Measured</th><th>Strongest emotions</th></tr></thead><tbody>\n");
        for (var i = 0; i < results.Count; i++)
        {
            var (result, name) = (results[i], Text(results[i].File.Name));
            page.Append(result.Main.Count > 0
                ? $"<tr><td><a href=\"#file{i}\">{name}</a></td><td>{result.MainName}</td><td>{Strongest(result.Main.Average(), 3)}</td></tr>\n"
                : $"<tr><td>{name}</td><td>nothing</td><td><a href=\"#errors\">See the errors</a></td></tr>\n");
        }

        page.Append("</tbody></table></div>\n");
        if (measured.Count == 0)
            return;

        // Each file counts alike, however long it is.
        var all = measured.Select(r => new ScoredSpan(TimeSpan.Zero, TimeSpan.Zero, r.Main.Average())).Average();
        page.Append("<div class=\"charts\">").Append(SvgChart.Bars(all, Options("All files: average of each emotion", 8)));
        if (measured.Count <= 8)
            page.Append(SvgChart.Radar(measured.Select(r => new ChartSeries(r.File.Name, r.Main.Average())), Options("Files side by side", 8)));
        page.Append("</div>\n");
    }

    private static void Errors(StringBuilder page, IReadOnlyList<FileResult> results)
    {
        var errors = results.SelectMany(r => r.Errors.Select(e => (r.File, Error: e))).ToList();
        if (errors.Count == 0)
            return;
        page.Append("<h2 id=\"errors\">Errors</h2>\n<div class=\"wide\"><table><thead><tr><th>File</th><th>Code</th><th>Error</th><th>Remedy</th></tr></thead><tbody>\n");
        foreach (var (file, error) in errors)
        {
            var (code, remedy) = (error.ErrorCode?.Value ?? "–", error.ErrorCode?.Remedy ?? "");
            page.Append($"<tr><td>{Text(file.Name)}</td><td>{Text(code)}</td><td>{Text(error.Message)}</td><td>{Text(remedy)}</td></tr>\n");
        }

        page.Append("</tbody></table></div>\n");
    }

    private static void File(StringBuilder page, FileResult result, int index)
    {
        page.Append($"<h2 id=\"file{index}\">{Text(result.File.Name)}</h2>\n<div class=\"charts\">");
        if (result.Main.Select(s => s.Begin).Distinct().Count() > 1)
            page.Append(SvgChart.Timeline(result.Main, Options($"Emotions in the {result.MainName} over time", 4)));
        page.Append(SvgChart.Bars(result.Main.Average(), Options($"Emotions in the {result.MainName}", 8))).Append("</div>\n");
        if (result.Sentences.Count == 0)
            return;
        page.Append("<div class=\"wide\"><table><thead><tr><th>Time</th><th>Words</th><th>Emotions in the words</th></tr></thead><tbody>\n");
        foreach (var sentence in result.Sentences)
        {
            var time = sentence.End > TimeSpan.Zero ? Time(sentence.Begin) : "–";
            page.Append($"<tr><td class=\"n\">{time}</td><td>{Text(sentence.Text ?? "")}</td><td>{Strongest(sentence.Scores, 2)}</td></tr>\n");
        }

        page.Append("</tbody></table></div>\n");
    }

    private static ChartOptions Options(string title, int names) => new() { Title = title, Width = ChartWidth, MaxNames = names };

    private static string Strongest(IEnumerable<NamedScore> scores, int count) =>
        string.Join(", ", scores.Top(count).Select(s => FormattableString.Invariant($"{Text(s.Name)} {s.Value:0.00}")));

    private static string Time(TimeSpan time) => FormattableString.Invariant($"{(int)time.TotalMinutes}:{time.Seconds:00}.{time.Milliseconds / 100}");

    private static string FolderName(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
