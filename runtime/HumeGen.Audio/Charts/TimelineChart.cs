namespace HumeGen.Audio;

/// <summary>Curves over time, named at their right ends.</summary>
internal static class TimelineChart
{
    private const int Height = 380;
    private const int Left = 64;
    private const int Right = 192;
    private const int Bottom = 44;
    private const int LabelHeight = 18;
    private const int TimeWidth = 56;
    private const int LabelWidth = Right - 48;

    // With more points than this, curves show them well enough.
    private const int MaxDots = 60;

    public static string Draw(List<ScoredSpan> spans, ChartOptions options, int count)
    {
        var shown = spans.Average().Top(count);
        var curves = shown.Select(name => Curve(spans, name.Name)).ToList();
        var time = ChartScale.OfTime(spans.Min(s => s.Begin.TotalSeconds), spans.Max(s => s.End.TotalSeconds), (options.Width - Left - Right) / TimeWidth);
        var scores = ChartScale.Of(curves.SelectMany(c => c).Select(p => p.Score));
        var svg = new SvgWriter(options.Width, Height, options);
        double X(double seconds) => Left + (time.Place(seconds) * (options.Width - Left - Right));
        double Y(double score) => Height - Bottom - (scores.Place(score) * (Height - Bottom - SvgWriter.Head));

        foreach (var tick in scores.Ticks)
        {
            svg.Line(Left, Y(tick), options.Width - Right, Y(tick), axis: Math.Abs(tick) < scores.Step / 2);
            svg.Text(Left - 8, Y(tick) + 4, scores.Label(tick), "end", dim: true);
        }

        foreach (var tick in time.Ticks)
        {
            svg.Line(X(tick), Height - Bottom, X(tick), Height - Bottom + 5, axis: true);
            svg.Text(X(tick), Height - Bottom + 21, ChartScale.Time(tick), "middle", dim: true);
        }

        for (var i = 0; i < curves.Count; i++)
            DrawCurve(svg, curves[i].ConvertAll(p => (p.Time, X(p.Time), Y(p.Score))), i);
        var ends = curves.ConvertAll(c => Y(c[c.Count - 1].Score));
        foreach (var (index, place) in Spread(ends))
        {
            svg.Curve([(options.Width - Right + 10, place), (options.Width - Right + 34, place)], index);
            svg.Text(options.Width - Right + 40, place + 4, shown[index].Name, maxWidth: LabelWidth);
        }

        var averages = string.Join(", ", shown.Select(s => $"{s.Name} {SvgWriter.Score(s.Value)}"));
        return svg.Complete($"Line chart from {ChartScale.Time(time.Min)} to {ChartScale.Time(time.Max)}. On average: {averages}.");
    }

    private static List<(double Time, double Score)> Curve(List<ScoredSpan> spans, string name) =>
    [
        .. from span in spans
           from score in span.Scores
           where score.Name == name && !double.IsNaN(score.Value)
           select ((span.Begin.TotalSeconds + span.End.TotalSeconds) / 2, score.Value),
    ];

    private static void DrawCurve(SvgWriter svg, List<(double Time, double X, double Y)> points, int color)
    {
        var distances = points.Zip(points.Skip(1), (a, b) => b.Time - a.Time).OrderBy(d => d).ToList();
        var gap = distances.Count == 0 ? 0 : 3 * distances[distances.Count / 2];
        for (var begin = 0; begin < points.Count;)
        {
            var end = begin + 1;
            while (end < points.Count && points[end].Time - points[end - 1].Time <= gap)
                end++;
            var part = points.GetRange(begin, end - begin);
            if (part.Count > 1)
                svg.Curve(part.Select(p => (p.X, p.Y)), color);
            if (part.Count == 1 || points.Count <= MaxDots)
                part.ForEach(p => svg.Dot(p.X, p.Y, color));
            begin = end;
        }
    }

    // Moves names apart that would cover each other: downwards from the top, then up again from the bottom.
    private static IEnumerable<(int Index, double Place)> Spread(List<double> places)
    {
        var order = Enumerable.Range(0, places.Count).OrderBy(i => places[i]).ToArray();
        for (var i = 1; i < order.Length; i++)
            places[order[i]] = Math.Max(places[order[i]], places[order[i - 1]] + LabelHeight);
        for (var i = order.Length - 1; i >= 0; i--)
            places[order[i]] = Math.Min(places[order[i]], i == order.Length - 1 ? Height - Bottom : places[order[i + 1]] - LabelHeight);
        return order.Select(i => (i, places[i]));
    }
}
