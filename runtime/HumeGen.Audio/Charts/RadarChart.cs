namespace HumeGen.Audio;

/// <summary>Shapes around a point, with an axis for each name.</summary>
internal static class RadarChart
{
    private const int MaxRadius = 150;
    private const int MinLabelWidth = 140;
    private const int LabelSpace = 40;
    private const int LegendHeight = 24;

    public static string Draw(List<ChartSeries> series, List<string> names, ChartOptions options)
    {
        var values = series.ConvertAll(s => Values(s, names));
        var scale = ChartScale.Of(values.SelectMany(v => v));
        var legend = series.Count > 1 ? series.Count * LegendHeight : 0;
        var radius = Math.Min(MaxRadius, (options.Width / 2) - MinLabelWidth);
        var (centerX, centerY) = (options.Width / 2.0, SvgWriter.Head + LabelSpace + radius);
        var svg = new SvgWriter(options.Width, SvgWriter.Head + (2 * (LabelSpace + radius)) + legend, options);
        (double X, double Y) At(int axis, double place)
        {
            var angle = (2 * Math.PI * axis / names.Count) - (Math.PI / 2);
            return (centerX + (radius * place * Math.Cos(angle)), centerY + (radius * place * Math.Sin(angle)));
        }

        foreach (var tick in scale.Ticks.Where(t => t > scale.Step / 2))
            svg.Grid(names.Select((_, i) => At(i, scale.Place(tick))));
        for (var i = 0; i < names.Count; i++)
        {
            svg.Line(centerX, centerY, At(i, 1).X, At(i, 1).Y);
            var (x, y) = At(i, 1 + (12.0 / radius));
            var side = x - centerX;
            svg.Text(x, y + 4 + ((y - centerY) / radius * 6), names[i], Math.Abs(side) < 1 ? "middle" : side > 0 ? "start" : "end", maxWidth: (options.Width / 2.0) - Math.Abs(side) - 4);
        }

        for (var s = 0; s < values.Count; s++)
        {
            svg.Shape(values[s].Select((v, i) => At(i, scale.Place(v))), s);
            for (var i = 0; i < names.Count; i++)
                svg.Dot(At(i, scale.Place(values[s][i])).X, At(i, scale.Place(values[s][i])).Y, s);
        }

        // Above the shapes, so that numbers can be read.
        foreach (var tick in scale.Ticks.Where(t => t > scale.Step / 2))
            svg.Text(centerX + 5, At(0, scale.Place(tick)).Y + 12, scale.Label(tick), dim: true, size: 11, halo: true);
        for (var s = 0; s < series.Count && legend > 0; s++)
        {
            var y = centerY + radius + LabelSpace + (s * LegendHeight);
            svg.Curve([(SvgWriter.Margin, y), (SvgWriter.Margin + 28, y)], s);
            svg.Text(SvgWriter.Margin + 36, y + 4, series[s].Name, maxWidth: options.Width - (2 * SvgWriter.Margin) - 36);
        }

        return svg.Complete($"Radar chart. {string.Join(" ", series.Select((s, i) => $"{s.Name}: {string.Join(", ", names.Select((n, k) => $"{n} {SvgWriter.Score(values[i][k])}"))}."))}");
    }

    private static double[] Values(ChartSeries series, List<string> names)
    {
        var scores = series.Scores.ToLookup(s => s.Name, s => s.Value, StringComparer.Ordinal);
        return [.. names.Select(n => scores[n].FirstOrDefault(v => !double.IsNaN(v)))];
    }
}
