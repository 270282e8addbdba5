namespace HumeGen.Audio;

/// <summary>Scores of a part of a recording.</summary>
/// <param name="Begin">Time from the start of the recording.</param>
/// <param name="End">Time from the start of the recording; that of <paramref name="Begin"/> for a moment, such as a picture of a film.</param>
/// <param name="Scores">The scores, each name once.</param>
/// <param name="Text">Words that were said in it; null if unknown.</param>
public sealed record ScoredSpan(TimeSpan Begin, TimeSpan End, IReadOnlyList<NamedScore> Scores, string? Text = null);
