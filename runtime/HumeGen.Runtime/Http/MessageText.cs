using System.Globalization;
using System.Text;

namespace HumeGen;

/// <summary>Text for messages and logs.</summary>
internal static class MessageText
{
    /// <summary>The longest text that a message quotes, in characters.</summary>
    public const int LongestQuote = 500;

    public static string Of(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.###} s");

    public static string Attempts(int count) => count > 1 ? FormattableString.Invariant($" ({count} attempts)") : "";

    /// <summary>Appends a sentence, after a space and with a full stop where it needs them.</summary>
    public static void AppendSentence(StringBuilder text, string sentence)
    {
        if (text.Length > 0)
            text.Append(' ');
        text.Append(sentence);
        if (sentence is not [.., '.' or '!' or '?'])
            text.Append('.');
    }

    /// <summary>Words of a server or of the network for a log: on one line, nothing in it that changes how the rest is shown, no login in an address, and not too long.</summary>
    public static string OneLine(string text, int longest = LongestQuote)
    {
        text = WithoutUserInfo(text).Trim();
        var line = new StringBuilder();
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

        return line.ToString().Trim();
    }

    /// <summary>The text with no user name or password in its addresses.</summary>
    public static string WithoutUserInfo(string text)
    {
        const string BeforeHost = "://";
        StringBuilder? without = null;
        var copied = 0;
        for (var at = text.IndexOf(BeforeHost, StringComparison.Ordinal); at >= 0; at = text.IndexOf(BeforeHost, at, StringComparison.Ordinal))
        {
            at += BeforeHost.Length;
            var end = at;
            while (end < text.Length && text[end] is not ('/' or '?' or '#') && !char.IsWhiteSpace(text[end]))
                end++;
            var host = text.LastIndexOf('@', end - 1, end - at) + 1;
            if (host > 0)
            {
                without = (without ?? new StringBuilder()).Append(text, copied, at - copied);
                copied = host;
            }

            // The next address may begin with the sign before that slash.
            at = Math.Max(at, end - 1);
        }

        return without is null ? text : without.Append(text, copied, text.Length - copied).ToString();
    }
}
