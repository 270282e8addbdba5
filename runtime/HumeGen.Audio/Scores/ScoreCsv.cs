using System.Globalization;
using System.Text;

namespace HumeGen.Audio;

/// <summary>
/// Writes scores as CSV by RFC 4180: commas, points in numbers, quotes where needed. A text that a spreadsheet would run as a formula gets an apostrophe in front.
/// </summary>
public static class ScoreCsv
{
    /// <summary>Writes a table of names and scores.</summary>
    /// <param name="scores">The rows, in this order.</param>
    /// <returns>The columns <c>name</c> and <c>score</c>, with a line of headings.</returns>
    public static string ToCsv(this IEnumerable<NamedScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var table = new StringBuilder();
        AppendRow(table, ["name", "score"]);
        foreach (var score in scores)
            AppendRow(table, [Text(score.Name), Number(score.Value)]);
        return table.ToString();
    }

    /// <summary>Writes a table with a row for each span and a column for each name.</summary>
    /// <param name="spans">The rows, in this order.</param>
    /// <returns>
    /// The columns <c>begin</c> and <c>end</c> in seconds, <c>text</c> if a span has one, and one for each name in the order in which they come up, with a line of
    /// headings. A cell is empty where the name was not measured.
    /// </returns>
    public static string ToCsv(this IEnumerable<ScoredSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        var rows = spans.ToList();
        var names = rows.SelectMany(r => r.Scores).Select(s => s.Name).Distinct(StringComparer.Ordinal).ToList();
        var hasText = rows.Exists(r => r.Text is not null);
        var table = new StringBuilder();
        AppendRow(table, [.. Start("begin", "end", "text"), .. names.Select(Text)]);
        foreach (var row in rows)
        {
            var scores = row.Scores.ToLookup(s => s.Name, s => s.Value, StringComparer.Ordinal);
            AppendRow(table,
            [
                .. Start(Number(row.Begin.TotalSeconds), Number(row.End.TotalSeconds), Text(row.Text ?? "")),
                .. names.Select(n => scores.Contains(n) ? Number(scores[n].First()) : ""),
            ]);
        }

        return table.ToString();

        string[] Start(string begin, string end, string text) => hasText ? [begin, end, text] : [begin, end];
    }

    private static void AppendRow(StringBuilder table, string[] cells) => table.Append(string.Join(",", cells)).Append("\r\n");

    // Adding 0 takes the sign off -0.
    private static string Number(double value) =>
        double.IsNaN(value) || double.IsInfinity(value) ? "" : (Math.Round(value, 6) + 0.0).ToString("0.######", CultureInfo.InvariantCulture);

    // Spreadsheets run what begins so, also behind quotes.
    private static string Text(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' or '\n', ..])
            text = "'" + text;
        return text.IndexOfAny([',', '"', '\r', '\n']) >= 0 ? $"\"{text.Replace("\"", "\"\"")}\"" : text;
    }
}
