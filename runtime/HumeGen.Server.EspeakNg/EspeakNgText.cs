using System.Globalization;
using System.Text;

namespace HumeGen.Server.EspeakNg;

/// <summary>Text as it is given to espeak-ng, and its words.</summary>
internal static class EspeakNgText
{
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

    private static bool IsMark(char character) => char.IsPunctuation(character) && character != '%';
}
