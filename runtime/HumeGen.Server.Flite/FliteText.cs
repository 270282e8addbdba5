using System.Text;
using System.Text.RegularExpressions;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Flite;

/// <summary>Text as flite can read it. It knows ASCII only, and speaks the bytes of anything else one by one.</summary>
internal static partial class FliteText
{
    /// <summary>The characters that are spoken in one go, so that the first sound of a long text does not wait for all of it.</summary>
    public const int LongestChunk = 200;

    // The Latin letters from U+00C0 to U+017F. String.Normalize takes accents off too, but not in applications without data of cultures.
    private const string Letters =
        "AAAAAA?CEEEEIIII?NOOOOO?OUUUUY??aaaaaa?ceeeeiiii?nooooo?ouuuuy?y"
        + "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiIi??JjKkkLlLlLlLlLlNnNnNnn??OoOoOo??RrRrRrSsSsSsSsTtTtTtUuUuUuUuUuUuWwYyYZzZzZzs";

    private static readonly Dictionary<char, string> Spoken = new()
    {
        ['‘'] = "'",
        ['’'] = "'",
        ['‚'] = "'",
        ['ʼ'] = "'",
        ['′'] = "'",
        ['“'] = "\"",
        ['”'] = "\"",
        ['„'] = "\"",
        ['«'] = "\"",
        ['»'] = "\"",
        ['″'] = "\"",
        ['–'] = ", ",
        ['—'] = ", ",
        ['―'] = ", ",
        ['‐'] = "-",
        ['‑'] = "-",
        ['−'] = " minus ",
        ['…'] = "...",
        ['⁄'] = "/",
        ['€'] = " euros ",
        ['£'] = " pounds ",
        ['¥'] = " yen ",
        ['°'] = " degrees ",
        ['×'] = " times ",
        ['÷'] = " divided by ",
        ['½'] = " 1/2",
        ['¼'] = " 1/4",
        ['¾'] = " 3/4",
        ['&'] = " and ",
        ['@'] = " at ",
        ['+'] = " plus ",
        ['='] = " equals ",
        ['#'] = " number ",
        ['§'] = " section ",
        ['Æ'] = "Ae",
        ['æ'] = "ae",
        ['Œ'] = "Oe",
        ['œ'] = "oe",
        ['ß'] = "ss",
        ['Ð'] = "D",
        ['ð'] = "d",
        ['Þ'] = "Th",
        ['þ'] = "th",
        ['Ĳ'] = "Ij",
        ['ĳ'] = "ij",
        ['Ŋ'] = "Ng",
        ['ŋ'] = "ng",
        ['。'] = ". ",
        ['、'] = ", ",
        ['！'] = "! ",
        ['？'] = "? ",
    };

    /// <summary>The text in ASCII: accents taken off, signs as words, emoji and markup left out. Empty when there is nothing to say.</summary>
    /// <exception cref="EngineException">The text has letters, but none that flite can read.</exception>
    public static string Readable(string text)
    {
        var read = new StringBuilder(text.Length);
        var unread = false;
        foreach (var character in Currencies().Replace(text, "$2$1"))
        {
            if (Spoken.TryGetValue(character, out var spoken))
                read.Append(spoken);
            else if (character is >= '\u00c0' and < '\u0180' && Letters[character - '\u00c0'] is var letter and not '?')
                read.Append(letter);
            else if (char.IsAscii(character))
                read.Append(char.IsLetterOrDigit(character) || " .,;:!?'\"-/$%()".Contains(character, StringComparison.Ordinal) ? character : ' ');
            else if (char.IsLetter(character))
                unread = true;
            else if (char.GetUnicodeCategory(character) is not (System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.Format))
                read.Append(' ');
        }

        var readable = LongWords().Replace(Spaces().Replace(read.ToString(), " "), "$0 ").Trim();
        if (readable.Any(char.IsAsciiLetterOrDigit))
            return readable;

        return unread ? throw new EngineException("flite reads English in Latin letters only, and the text has none. An engine such as espeak-ng speaks other languages.") : "";
    }

    /// <summary>Cuts a text where a speaker would breathe, into chunks of at most <see cref="LongestChunk"/> characters.</summary>
    public static IEnumerable<string> Chunks(string text)
    {
        while (text.Length > LongestChunk)
        {
            var length = LastEnd(text, ".!?") ?? LastEnd(text, ",;:") ?? LastEnd(text, "") ?? LongestChunk;
            yield return text[..length];
            text = text[length..].TrimStart();
        }

        if (text.Any(char.IsAsciiLetterOrDigit))
            yield return text;
    }

    /// <summary>The place behind the last of these marks that a space follows.</summary>
    private static int? LastEnd(string text, string marks)
    {
        for (var space = LongestChunk; space > 0; space--)
        {
            if (text[space] == ' ' && (marks.Length == 0 || marks.Contains(text[space - 1], StringComparison.Ordinal)))
                return space;
        }

        return null;
    }

    [GeneratedRegex(@"([€£¥])\s?(\d+(?:[.,]\d+)*)")]
    private static partial Regex Currencies();

    // Its buffers for a word are of a fixed size, and nobody understands such a word.
    [GeneratedRegex("[A-Za-z0-9]{50}(?=[A-Za-z0-9])")]
    private static partial Regex LongWords();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
