namespace HumeGen.Audio;

/// <summary>
/// Draws scores as SVG: a whole file, which can also stand inside an HTML page. Charts follow the light or dark scheme of the reader, have a title and a
/// description for screen readers, use no script and load nothing.
/// </summary>
public static class SvgChart
{
    private const int MinWidth = 480;
    private const int MaxWidth = 4000;

    // The label of a larger number has no room.
    private const double MaxScore = 1_000_000_000;

    /// <summary>Draws a curve over time for each of the strongest names.</summary>
    /// <param name="spans">The spans, in any order; each is a point in the middle of its time. <see cref="ScoreExtensions.AverageOver"/> makes many points fewer.</param>
    /// <param name="options">Texts and size; null for the defaults. Shows 1 to 8 names, 5 unless set.</param>
    /// <returns>The SVG file. A curve is interrupted where three or more usual distances of points lie between two of them.</returns>
    /// <exception cref="ArgumentException">No span has a score, a score is infinite or beyond a billion, or an option is out of its range.</exception>
    public static string Timeline(IEnumerable<ScoredSpan> spans, ChartOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spans);
        var all = spans.OrderBy(s => s.Begin + s.End).ToList();
        var (chosen, count) = Check(options, all.SelectMany(s => s.Scores), nameof(spans), defaultNames: 5, maxNames: SvgWriter.Colors);
        return TimelineChart.Draw(all, chosen, count);
    }

    /// <summary>Draws a bar for each of the highest scores; bars of negative ones, as of a difference, go to the left.</summary>
    /// <param name="scores">The scores. The names of the largest sizes are shown, the highest score first.</param>
    /// <param name="options">Texts and size; null for the defaults. Shows 1 to 100 names, 10 unless set.</param>
    /// <returns>The SVG file.</returns>
    /// <exception cref="ArgumentException">There is no score, a score is infinite or beyond a billion, or an option is out of its range.</exception>
    public static string Bars(IEnumerable<NamedScore> scores, ChartOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(scores);
        var all = scores.Where(s => !double.IsNaN(s.Value)).ToList();
        var (chosen, count) = Check(options, all, nameof(scores), defaultNames: 10, maxNames: 100);
        return BarChart.Draw(all.OrderByDescending(s => Math.Abs(s.Value)).ThenBy(s => s.Name, StringComparer.Ordinal).Take(count).Top(count), chosen);
    }

    /// <summary>Draws one or more results as shapes around a point, with an axis for each name.</summary>
    /// <param name="series">1 to 8 results. A name that one of them lacks is 0 in it.</param>
    /// <param name="options">Texts and size; null for the defaults. Shows 3 to 16 names, 8 unless set: those that are highest in any of the results.</param>
    /// <returns>The SVG file.</returns>
    /// <exception cref="ArgumentException">
    /// There are no or too many results, fewer than 3 names, a score that is negative, infinite or beyond a billion, or an option is out of its range.
    /// </exception>
    public static string Radar(IEnumerable<ChartSeries> series, ChartOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        var all = series.ToList();
        if (all.Count > SvgWriter.Colors)
            throw new ArgumentException($"A radar chart shows up to {SvgWriter.Colors} results; there are {all.Count}.", nameof(series));
        var scores = all.SelectMany(s => s.Scores).Where(s => !double.IsNaN(s.Value)).ToList();
        var (chosen, count) = Check(options, scores, nameof(series), defaultNames: 8, maxNames: 16);
        if (scores.Find(s => s.Value < 0) is { } negative)
            throw new ArgumentException(FormattableString.Invariant($"A radar chart has no place for {negative.Name}, which is {negative.Value}. Draw bars."), nameof(series));
        var highest = scores.GroupBy(s => s.Name, StringComparer.Ordinal).Select(g => new NamedScore(g.Key, g.Max(s => s.Value))).Top(count);
        if (highest.Count < 3)
            throw new ArgumentException($"A radar chart needs 3 names or more; there are {highest.Count}. Draw bars.", nameof(series));

        // In the order of the results: around the point, the order of the scores would look like a spiral.
        var names = scores.Select(s => s.Name).Distinct(StringComparer.Ordinal).Where(n => highest.Any(h => h.Name == n)).ToList();
        return RadarChart.Draw(all, names, chosen);
    }

    private static (ChartOptions Options, int Names) Check(ChartOptions? options, IEnumerable<NamedScore> scores, string parameter, int defaultNames, int maxNames)
    {
        options ??= new ChartOptions();
        var names = options.MaxNames ?? defaultNames;
        if (options.Width is < MinWidth or > MaxWidth)
            throw new ArgumentException($"The width of a chart must be {MinWidth} to {MaxWidth} pixels, not {options.Width}.", nameof(options));
        if (names < 1 || names > maxNames)
            throw new ArgumentException($"This chart shows 1 to {maxNames} names, not {names}.", nameof(options));
        if (options.Title is null)
            throw new ArgumentException("The chart has no title.", nameof(options));
        var values = scores.Select(s => s.Value).Where(v => !double.IsNaN(v)).ToList();
        if (values.Count == 0)
            throw new ArgumentException("There are no scores to draw.", parameter);
        if (values.Exists(v => Math.Abs(v) > MaxScore))
            throw new ArgumentException(FormattableString.Invariant($"A score is infinite or beyond {MaxScore:N0}, which no axis reaches."), parameter);
        return (options, names);
    }
}
