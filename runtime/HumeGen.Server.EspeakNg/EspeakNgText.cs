using System.Globalization;
using System.Text;

namespace HumeGen.Server.EspeakNg;

/// <summary>Text as it is given to espeak-ng, and its words.</summary>
internal static class EspeakNgText
{
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

    /// <summary>
    /// The word that espeak-ng has found at a place, and where it begins. It takes figures and abbreviations apart, which stay whole here; scripts without spaces
    /// between words have those that it tells.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The index of the word's first character.</param>
    /// <param name="length">The number of its characters.</param>
    public static (int Start, string Text) WordAt(string text, int start, int length)
    {
        start = Math.Clamp(start, 0, text.Length - 1);
        if (text[start] >= '\u0e00')
            return (start, text.Substring(start, Math.Clamp(length, 1, text.Length - start)));

        var (begin, end) = (start, start);
        while (begin > 0 && !char.IsWhiteSpace(text[begin - 1]))
            begin--;
        while (end < text.Length && !char.IsWhiteSpace(text[end]))
            end++;
        while (begin < end - 1 && IsMark(text[begin]))
            begin++;
        while (end - 1 > begin && IsMark(text[end - 1]))
            end--;

        return (begin, text[begin..end]);
    }

    private static bool IsMark(char character) => char.IsPunctuation(character) && character != '%';
}
