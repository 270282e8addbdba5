using System.Globalization;
using System.Text;

namespace HumeGen;

/// <summary>Makes a server's words fit for messages, which land in logs: one line, and not a long one.</summary>
internal static class ServerText
{
    public const int Longest = 400;

    /// <summary>The text on one line, without characters that a log would act on, and cut after a length; null when there is nothing to read.</summary>
    public static string? Shorten(string text, int longest = Longest)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;

        var line = new StringBuilder();
        text = text.Trim();
        for (var i = 0; i < text.Length; i++)
        {
            if (line.Length >= longest)
                return line.Append("...").ToString();
            var plain = CharUnicodeInfo.GetUnicodeCategory(text, i) is not (
                UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
            var isPair = char.IsSurrogatePair(text, i);
            if (!plain)
                line.Append(' ');
            else if (isPair)
                line.Append(text, i, 2);
            else
                line.Append(char.IsSurrogate(text[i]) ? '\uFFFD' : text[i]);
            i += isPair ? 1 : 0;
        }

        return line.ToString();
    }
}
