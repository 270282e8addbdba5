namespace HumeGen.Audio;

/// <summary>Horizontal bars, with the names on the left and the numbers at their ends.</summary>
internal static class BarChart
{
    private const int RowHeight = 28;
    private const int BarHeight = 18;
    private const int NameWidth = 184;
    private const int NumberWidth = 52;

    public static string Draw(IReadOnlyList<NamedScore> scores, ChartOptions options)
    {
        var bottom = SvgWriter.Head + (scores.Count * RowHeight);
        var svg = new SvgWriter(options.Width, bottom + SvgWriter.Margin, options);

        // Numbers stand outside of their bars, on the left as well if bars go there.
        var (min, max) = (Math.Min(0, scores.Min(s => s.Value)), Math.Max(0, scores.Max(s => s.Value)));
        var left = NameWidth + 12 + (min < 0 ? NumberWidth : 0);
        var perScore = max > min ? (options.Width - left - NumberWidth - SvgWriter.Margin) / (max - min) : 0;
        double X(double score) => left + ((score - min) * perScore);
        for (var i = 0; i < scores.Count; i++)
        {
            var (name, value) = scores[i];
            var top = SvgWriter.Head + (i * RowHeight);
            svg.Text(NameWidth, top + 14, name, "end", maxWidth: NameWidth - 8);
            svg.Bar(Math.Min(X(0), X(value)), top, Math.Abs(X(value) - X(0)), BarHeight, value < 0 ? 1 : 0);
            svg.Text(X(value) + (value < 0 ? -6 : 6), top + 14, SvgWriter.Score(value), value < 0 ? "end" : "start", dim: true);
        }

        svg.Line(X(0), SvgWriter.Head - 6, X(0), bottom, axis: true);
        return svg.Complete($"Bar chart: {string.Join(", ", scores.Select(s => $"{s.Name} {SvgWriter.Score(s.Value)}"))}.");
    }
}
