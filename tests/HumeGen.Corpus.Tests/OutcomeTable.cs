using System.Text;

namespace HumeGen.Corpus.Tests;

/// <summary>Outcomes as lines of cells with tabs between them, and their totals.</summary>
internal static class OutcomeTable
{
    /// <summary>The table with all columns.</summary>
    public static string Of(IEnumerable<Outcome> outcomes) => Write(outcomes, Outcome.Headings.Count);

    /// <summary>The table with the columns that are the same in each run.</summary>
    public static string StableOf(IEnumerable<Outcome> outcomes) => Write(outcomes, Outcome.StableColumns);

    /// <summary>Numbers of all documents together, for people.</summary>
    public static string Totals(IReadOnlyCollection<Outcome> outcomes, int skipped)
    {
        var text = new StringBuilder().AppendLine($"{outcomes.Count} documents, {skipped} other files skipped");
        foreach (var verdict in outcomes.CountBy(o => o.Verdict).OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal))
            text.AppendLine($"  {verdict.Value} {verdict.Key}");
        foreach (var id in outcomes.SelectMany(o => o.Reported.Select(r => (r.Severity, r.Id, o.Document))).GroupBy(r => (r.Severity, r.Id))
            .OrderByDescending(g => g.Key.Severity).ThenBy(g => g.Key.Id, StringComparer.Ordinal))
        {
            text.AppendLine($"  {id.Key.Id} ({id.Key.Severity}): {id.Count()} in {id.Select(r => r.Document).Distinct().Count()} documents");
        }

        return text
            .AppendLine($"  {outcomes.Sum(o => o.Operations?.Count ?? 0)} operations, {outcomes.Sum(o => o.WithoutMethod.Count)} without method")
            .AppendLine($"  {outcomes.Sum(o => o.Channels?.Count ?? 0)} channels, {outcomes.Sum(o => o.WithoutConnection.Count)} without connection")
            .AppendLine($"  {outcomes.Sum(o => o.Time.TotalMilliseconds):0} ms, {outcomes.Sum(o => o.Code) / 1024} KB of code")
            .ToString();
    }

    private static string Write(IEnumerable<Outcome> outcomes, int columns)
    {
        var text = new StringBuilder().Append(string.Join('\t', Outcome.Headings.Take(columns))).Append('\n');
        foreach (var outcome in outcomes.OrderBy(o => o.Document, StringComparer.Ordinal))
            text.Append(string.Join('\t', outcome.Cells.Take(columns).Select(OneLine))).Append('\n');
        return text.ToString();
    }

    private static string OneLine(string cell) => cell.Length == 0 ? "-" : string.Join(' ', cell.Split(['\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
