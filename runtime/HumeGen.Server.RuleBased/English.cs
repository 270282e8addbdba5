using System.Text.RegularExpressions;

namespace HumeGen.Server.RuleBased;

/// <summary>Tells English from other languages, roughly.</summary>
internal static partial class English
{
    // Frequent words of Spanish, French, German, Italian and Portuguese that English does not have.
    private static readonly HashSet<string> Foreign = new(StringComparer.OrdinalIgnoreCase)
    {
        "hola", "gracias", "qué", "cómo", "dónde", "está", "estás", "usted", "buenos", "buenas", "por", "para", "una", "el", "los", "las", "es", "y",
        "bonjour", "merci", "je", "vous", "est", "quel", "quelle", "où", "avec", "les", "une", "suis", "il", "fait", "heure", "comment", "ça",
        "guten", "hallo", "danke", "ich", "du", "sie", "ist", "und", "nicht", "wie", "der", "das", "ein", "eine", "bitte", "geht", "wo", "mir",
        "ciao", "grazie", "buongiorno", "che", "sono", "di", "dove", "ho", "obrigado", "olá", "você", "não", "uma", "onde",
    };

    /// <summary>Whether a text may be English: its letters are Latin, and less than half of its words are those of other languages.</summary>
    public static bool IsLikely(string text)
    {
        var letters = text.Where(char.IsLetter).ToList();
        if (letters.Count > 0 && letters.Count(letter => letter < 0x250) * 2 < letters.Count)
            return false;

        var words = Word().Matches(text).Select(match => match.Value).ToList();
        return words.Count(Foreign.Contains) * 2 < Math.Max(words.Count, 1);
    }

    /// <summary>The words of a text in lower case, without punctuation.</summary>
    public static List<string> Words(string text) => [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant())];

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:['’][\p{L}]+)*")]
    private static partial Regex Word();
}
