namespace HumeGen.Json;

/// <summary>Finds halves of surrogate pairs, which are no characters: UTF-8 cannot have them, and .NET would send the sign U+FFFD in their place.</summary>
internal static class WholeText
{
    public const string Fault = "holds half of a surrogate pair, which is no character: it was cut in the middle of one. Correct it; it was not sent.";

    /// <summary>Whether a text has halves of pairs.</summary>
    public static bool HasHalf(ReadOnlySpan<char> text)
    {
#if NET
        var start = text.IndexOfAnyInRange('\ud800', '\udfff');
        if (start < 0)
            return false;
#else
        var start = 0;
#endif
        for (var i = start; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
                return true;
            i++;
        }

        return false;
    }

    /// <summary>A text, which is whole.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name of the value, for the message.</param>
    /// <exception cref="ArgumentException">It has half of a pair.</exception>
    public static string Check(string text, string name) => HasHalf(text.AsSpan()) ? throw new ArgumentException($"'{name}' {Fault}") : text;

    /// <summary>A text, escaped for an address or a form.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">The name of the value, for the message.</param>
    /// <exception cref="ArgumentException">It has half of a pair.</exception>
    public static string Escape(string text, string name) => Uri.EscapeDataString(Check(text, name));
}
