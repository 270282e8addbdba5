using System.Globalization;

namespace HumeGen.Audio;

/// <summary>A word that is not broken any further.</summary>
internal readonly record struct SubtitleWord(string Text, bool HasSpaceBefore, TimeSpan Begin, TimeSpan End)
{
    private const string Closing = ",.;:!?)]}%…»”’";

    /// <summary>Gives the words of all texts in the order of time. Words that are longer than a line are broken between characters that a reader sees.</summary>
    public static IEnumerable<SubtitleWord> Split(IEnumerable<TimedText> texts, int maxLength)
    {
        var last = '\0';
        foreach (var text in texts.Select(Checked).OrderBy(t => t.Begin))
        {
            var parts = Words(text.Text).SelectMany(w => Broken(w, maxLength)).ToList();
            var total = parts.Sum(p => p.Text.Length);
            var before = 0;
            foreach (var (word, goesOn) in parts)
            {
                var (begin, end) = (Place(before), Place(before + word.Length));
                before += word.Length;
                yield return new SubtitleWord(word, !goesOn && HasSpace(last, word), begin, end);
                last = word[word.Length - 1];
            }

            TimeSpan Place(int characters) => text.Begin + TimeSpan.FromTicks((long)((decimal)(text.End - text.Begin).Ticks * characters / total));
        }
    }

    private static TimedText Checked(TimedText text)
    {
        if (text?.Text is null)
            throw new ArgumentException("A text is null.", nameof(text));
        if (text.Begin < TimeSpan.Zero || text.End < text.Begin)
            throw new ArgumentException(FormattableString.Invariant($"The text '{text.Text}' is heard from {text.Begin:g} to {text.End:g}. It must begin at 0 or later, and not end before it begins."));
        return text;
    }

    private static string[] Words(string text) =>
        new string(text.Select(c => char.IsWhiteSpace(c) || char.IsControl(c) ? ' ' : c).ToArray()).Split([' '], StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<(string Text, bool GoesOn)> Broken(string word, int maxLength)
    {
        var starts = word.Length > maxLength ? StringInfo.ParseCombiningCharacters(word) : [0];
        var begin = 0;
        for (var i = 0; i < starts.Length; i++)
        {
            var end = i + 1 < starts.Length ? starts[i + 1] : word.Length;
            var isLast = i + 1 == starts.Length;
            if (end - begin > maxLength && starts[i] > begin)
            {
                yield return (word.Substring(begin, starts[i] - begin), begin > 0);
                begin = starts[i];
            }

            if (isLast)
                yield return (word.Substring(begin), begin > 0);
        }
    }

    private static bool HasSpace(char last, string word) =>
        Closing.IndexOf(word[0]) < 0 && !(IsWrittenWithoutSpaces(last) && IsWrittenWithoutSpaces(word[0]));

    // Chinese and Japanese.
    private static bool IsWrittenWithoutSpaces(char c) => c is (>= '\u2E80' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFFEF');
}
