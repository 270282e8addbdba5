using System.Globalization;
using System.Text;

namespace HumeGen.Server.EspeakNg;

/// <summary>Text as it is given to espeak-ng, and its words.</summary>
internal static class EspeakNgText
{
    /// <summary>The characters that are spoken in one go, so that a long text neither keeps others waiting nor fills the memory before it is heard.</summary>
    public const int LongestChunk = 500;

    private const string SentenceEnds = ".!?…;:؟।";
    private const string EndsWithoutSpace = "。！？；";

    // Thai, the first of the scripts without spaces.
    private const char FirstWithoutSpaces = '\u0e00';

    /// <summary>The text without emoji, which would be read by their names, and without control characters. Empty when there is nothing to say.</summary>
    public static string Readable(string text)
    {
        var read = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            read.Append(char.GetUnicodeCategory(character) switch
            {
                UnicodeCategory.Control or UnicodeCategory.Surrogate or UnicodeCategory.OtherSymbol when character != '°' => " ",
                UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => "",
                _ when character is '\ufe0e' or '\ufe0f' => "",
                _ => character.ToString(),
            });
        }

        var readable = read.ToString().Trim();
        return readable.Any(char.IsLetterOrDigit) ? readable : "";
    }

    /// <summary>Cuts a text into chunks of at most <see cref="LongestChunk"/> characters: at the ends of sentences, else between words.</summary>
    public static IEnumerable<string> Chunks(string text)
    {
        while (text.Length > LongestChunk)
        {
            var length = Last(text, IsSentenceEnd) ?? Last(text, (all, end) => char.IsWhiteSpace(all[end])) ?? LongestChunk;
            if (text[..length] is var chunk && chunk.Any(char.IsLetterOrDigit))
                yield return chunk;

            text = text[length..].TrimStart();
        }

        if (text.Any(char.IsLetterOrDigit))
            yield return text;
    }

    /// <summary>
    /// The index at which the word begins that espeak-ng has found at an index. It takes figures and abbreviations apart, which stay whole here, except in scripts
    /// without spaces between words.
    /// </summary>
    public static int WordStart(string text, int index)
    {
        index = Math.Clamp(index, 0, text.Length - 1);
        while (index > 0 && text[index] < FirstWithoutSpaces && !char.IsWhiteSpace(text[index - 1]))
            index--;

        return index;
    }

    /// <summary>The words between two indices, without marks around them. There are several where espeak-ng speaks them as one, such as "of the".</summary>
    public static string Words(string text, int start, int end)
    {
        while (end > start + 1 && (char.IsWhiteSpace(text[end - 1]) || IsMark(text[end - 1])))
            end--;
        while (start < end - 1 && IsMark(text[start]))
            start++;

        return text[start..end];
    }

    private static int? Last(string text, Func<string, int, bool> endsAt)
    {
        for (var end = LongestChunk; end > 0; end--)
        {
            if (endsAt(text, end))
                return end;
        }

        return null;
    }

    private static bool IsSentenceEnd(string text, int end) => EndsWithoutSpace.Contains(text[end - 1], StringComparison.Ordinal)
        || (SentenceEnds.Contains(text[end - 1], StringComparison.Ordinal) && char.IsWhiteSpace(text[end]));

    private static bool IsMark(char character) => char.IsPunctuation(character) && character != '%';
}
