using HumeGen.Audio;

namespace Hume.Tts;

/// <summary>Gives the times of spoken words for subtitles.</summary>
public static class TimestampTexts
{
    /// <summary>Gives the words of a generation with their times from its start, as <see cref="Subtitles"/> takes them.</summary>
    /// <param name="generation">A generation whose request had <see cref="TimestampType.Word"/> among its <see cref="PostedTts.IncludeTimestampTypes"/>.</param>
    /// <returns>
    /// The words of all snippets, spelt as in the text, with its punctuation; as the timestamps spell them where those of a snippet are not as many as its words.
    /// </returns>
    public static IReadOnlyList<TimedText> ToTimedTexts(this ReturnGeneration generation)
    {
        if (generation is null)
            throw new ArgumentNullException(nameof(generation));
        var snippets = generation.Snippets.SelectMany(s => s).ToList();
        var bytes = Math.Max(1, snippets.Sum(s => (long)s.Audio.Length));
        var texts = new List<TimedText>();
        var (before, end) = (0L, TimeSpan.Zero);
        foreach (var snippet in snippets)
        {
            var words = snippet.Timestamps is { } timestamps ? Spelt(timestamps.ToTimedTexts(), snippet.Text) : Array.Empty<TimedText>();

            // Times count from the start of their snippet, unless they go on from the one before. A snippet has its share of the audio, in any format.
            var shift = words.Count == 0 || (end > TimeSpan.Zero && words[0].Begin >= end) ? TimeSpan.Zero : TimeSpan.FromSeconds(generation.Duration * before / bytes);
            texts.AddRange(words.Select(w => new TimedText(w.Text, w.Begin + shift, w.End + shift)));
            end = texts.Count == 0 ? end : texts[texts.Count - 1].End;
            before += snippet.Audio.Length;
        }

        return texts;
    }

    /// <summary>Gives words with their times, as <see cref="Subtitles"/> takes them.</summary>
    /// <param name="timestamps">The timestamps of one generation. Timestamps of phonemes are left out.</param>
    /// <returns>The words, in the same order.</returns>
    public static IReadOnlyList<TimedText> ToTimedTexts(this IEnumerable<Timestamp> timestamps) => timestamps
        .Where(t => t.Type == TimestampType.Word)
        .Select(t => new TimedText(t.Text, TimeSpan.FromMilliseconds(t.Time.Begin), TimeSpan.FromMilliseconds(t.Time.End)))
        .ToList();

    private static IReadOnlyList<TimedText> Spelt(IReadOnlyList<TimedText> words, string text)
    {
        var written = new List<string>();
        foreach (var part in text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))
        {
            // A dash between words is not spoken.
            if (written.Count > 0 && !part.Any(char.IsLetterOrDigit))
                written[written.Count - 1] += " " + part;
            else
                written.Add(part);
        }

        return written.Count == words.Count ? words.Zip(written, (word, spelling) => new TimedText(spelling, word.Begin, word.End)).ToList() : words;
    }
}
