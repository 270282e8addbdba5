namespace HumeGen.Audio;

/// <summary>One of several results that a chart compares.</summary>
/// <param name="Name">Name of the result, for the legend.</param>
/// <param name="Scores">Its scores, each name once.</param>
public sealed record ChartSeries(string Name, IEnumerable<NamedScore> Scores);
