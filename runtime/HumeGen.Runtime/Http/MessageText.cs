using System.Text;

namespace HumeGen;

/// <summary>Text for messages and logs.</summary>
internal static class MessageText
{
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

    /// <summary>A server's words on one line.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
