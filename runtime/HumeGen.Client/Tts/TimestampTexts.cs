using HumeGen.Audio;

namespace Hume.Tts;

/// <summary>Gives the times of spoken words for subtitles.</summary>
public static class TimestampTexts
{
    /// <summary>Gives words with their times, as <see cref="Subtitles"/> takes them.</summary>
    /// <param name="timestamps">The timestamps of one generation. Timestamps of phonemes are left out.</param>
    /// <returns>The words, in the same order.</returns>
    public static IReadOnlyList<TimedText> ToTimedTexts(this IEnumerable<Timestamp> timestamps) => timestamps
        .Where(t => t.Type == TimestampType.Word)
        .Select(t => new TimedText(t.Text, TimeSpan.FromMilliseconds(t.Time.Begin), TimeSpan.FromMilliseconds(t.Time.End)))
        .ToList();
}
