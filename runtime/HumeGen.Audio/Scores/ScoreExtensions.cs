namespace HumeGen.Audio;

/// <summary>Finds the strongest of many scores, and averages and compares them.</summary>
public static class ScoreExtensions
{
    /// <summary>Gives the highest scores.</summary>
    /// <param name="scores">Scores in any order. NaN does not count.</param>
    /// <param name="count">The number of scores to give, from 0.</param>
    /// <returns>At most that many scores, the highest first; equal ones by name.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static IReadOnlyList<NamedScore> Top(this IEnumerable<NamedScore> scores, int count)
    {
        ArgumentNullException.ThrowIfNull(scores);
        if (count < 0)
            throw new ArgumentOutOfRangeException(nameof(count), count, "The number of scores must not be negative.");
        return [.. scores.Where(s => !double.IsNaN(s.Value)).OrderByDescending(s => s.Value).ThenBy(s => s.Name, StringComparer.Ordinal).Take(count)];
    }

    /// <summary>Averages the scores of each name over the time of all spans.</summary>
    /// <param name="spans">The spans. A longer one counts more; those without a length count alike, and hardly beside others. NaN does not count.</param>
    /// <returns>The averages, in the order in which the names come up. A name counts only where it was measured.</returns>
    public static IReadOnlyList<NamedScore> Average(this IEnumerable<ScoredSpan> spans)
    {
        ArgumentNullException.ThrowIfNull(spans);
        return Average(spans.Select(s => (s, Math.Max(1, (s.End - s.Begin).Ticks))));
    }

    /// <summary>Averages scores over windows of time, for a curve with fewer and steadier points.</summary>
    /// <param name="spans">The spans, in any order. One counts in a window for the time that both share.</param>
    /// <param name="window">Length of a window.</param>
    /// <param name="step">Time from the start of a window to the next; the length of a window, so that none overlap, unless set.</param>
    /// <returns>One span for each window in which there is something, beginning at 0. The texts of its spans that begin in it are joined.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A time is not greater than zero, or there would be more than a million windows.</exception>
    public static IReadOnlyList<ScoredSpan> AverageOver(this IEnumerable<ScoredSpan> spans, TimeSpan window, TimeSpan? step = null)
    {
        ArgumentNullException.ThrowIfNull(spans);
        var (all, stride) = (spans.OrderBy(s => s.Begin).ToList(), step ?? window);
        if (window <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(window), window, "The window must be longer than zero.");
        if (stride <= TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(step), step, "The step must be longer than zero.");
        if (all.Count > 0 && all.Max(s => s.End).Ticks / stride.Ticks > 1_000_000)
            throw new ArgumentOutOfRangeException(step is null ? nameof(window) : nameof(step), stride, "There would be more than a million windows.");
        var windows = new SortedDictionary<long, List<ScoredSpan>>();
        foreach (var span in all)
        {
            // A window is left when it ends: what begins there belongs to the next one.
            var first = Math.Max(0, span.Begin < window ? 0 : ((span.Begin - window).Ticks / stride.Ticks) + 1);
            for (var i = first; i * stride.Ticks < Math.Max(span.End.Ticks, span.Begin.Ticks + 1); i++)
            {
                if (!windows.TryGetValue(i, out var inside))
                    windows.Add(i, inside = []);
                inside.Add(span);
            }
        }

        return [.. windows.Select(w => Window(TimeSpan.FromTicks(w.Key * stride.Ticks), window, w.Value))];
    }

    /// <summary>Compares two results.</summary>
    /// <param name="scores">The result.</param>
    /// <param name="baseline">The result to compare it with.</param>
    /// <returns>
    /// The score of each name less that in <paramref name="baseline"/>, the largest difference first. Names that only one of them has are left out.
    /// </returns>
    public static IReadOnlyList<NamedScore> DifferenceFrom(this IEnumerable<NamedScore> scores, IEnumerable<NamedScore> baseline)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(baseline);
        return
        [
            .. scores.Join(baseline, s => s.Name, b => b.Name, (s, b) => new NamedScore(s.Name, s.Value - b.Value), StringComparer.Ordinal)
                .OrderByDescending(d => Math.Abs(d.Value)).ThenBy(d => d.Name, StringComparer.Ordinal),
        ];
    }

    private static ScoredSpan Window(TimeSpan begin, TimeSpan length, List<ScoredSpan> spans)
    {
        var end = begin + length;
        var texts = string.Join(" ", spans.Where(s => s.Begin >= begin && !string.IsNullOrWhiteSpace(s.Text)).Select(s => s.Text!.Trim()));
        var scores = Average(spans.Select(s => (s, Math.Max(1, Math.Min(s.End.Ticks, end.Ticks) - Math.Max(s.Begin.Ticks, begin.Ticks)))));
        return new ScoredSpan(begin, end, scores, texts.Length > 0 ? texts : null);
    }

    private static List<NamedScore> Average(IEnumerable<(ScoredSpan Span, long Weight)> spans)
    {
        var names = new List<string>();
        var sums = new Dictionary<string, (double Sum, double Weight)>(StringComparer.Ordinal);
        foreach (var (span, weight) in spans)
        {
            foreach (var score in span.Scores.Where(s => !double.IsNaN(s.Value)))
            {
                if (!sums.TryGetValue(score.Name, out var sum))
                    names.Add(score.Name);
                sums[score.Name] = (sum.Sum + (score.Value * weight), sum.Weight + weight);
            }
        }

        return names.ConvertAll(n => new NamedScore(n, sums[n].Sum / sums[n].Weight));
    }
}
