using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace HumeGen.Generator.Binding.Names;

/// <summary>The one place that turns text of a specification into C# identifiers.</summary>
internal static class CSharpNames
{
    // C# takes some five hundred characters, file names fewer.
    private const int Longest = 160;

    private const char LastLatin = '\u024F';

    /// <summary>A type, member or method name: words joined in PascalCase.</summary>
    public static string Pascal(string text)
    {
        var name = new StringBuilder();
        foreach (var word in Words(text))
            AppendWord(name, word);
        if (name.Length == 0)
            return WithoutWords(text);
        if (char.IsDigit(name[0]))
            name.Insert(0, '_');
        return Shorten(name.ToString());
    }

    /// <summary>An argument or local name: like <see cref="Pascal"/> with a small first letter; never a keyword.</summary>
    public static string Camel(string text)
    {
        var name = Pascal(text);
        name = char.ToLowerInvariant(name[0]) + name.Substring(1);
        return IsKeyword(name) ? "@" + name : name;
    }

    /// <summary>The name of a component key: without a prefix that ends in a colon, as tools write it for the source of a schema.</summary>
    public static string ForComponent(string key) => Pascal(key.Substring(key.LastIndexOf(':') + 1));

    /// <summary>A namespace. Those of the framework are not for specifications.</summary>
    public static string Namespace(string text)
    {
        var parts = text.Split('.');
        for (var i = 0; i < parts.Length; i++)
            parts[i] = IsIdentifier(parts[i]) ? parts[i] : Pascal(parts[i]);
        if (parts[0] is "System" or "Microsoft")
            parts[0] += "Api";
        return string.Join(".", parts);
    }

    /// <summary>A dotted path of clients.</summary>
    public static string Path(string text) => string.Join(".", text.Split('.').Select(Given));

    /// <summary>A name given by hand: kept as it is where it is an identifier with a capital at the front, as all names that are emitted.</summary>
    public static string Given(string text) => IsIdentifier(text) && char.IsUpper(text[0]) ? text : Pascal(text);

    /// <summary>The name itself, or its beginning and a hash of the whole where it is too long to be one.</summary>
    public static string Shorten(string name) =>
        name.Length <= Longest ? name : name.Substring(0, Longest - 17) + "_" + StableHash.Of(name);

    public static bool IsKeyword(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
        || name is "field" or "file" or "required" or "scoped" or "extension" or "await";

    /// <summary>Whether a text is a plain name that needs no change: an identifier of ASCII letters that is no keyword.</summary>
    public static bool IsIdentifier(string text) => text.Length <= Longest && IsAscii(text) && SyntaxFacts.IsValidIdentifier(text) && !IsKeyword(text);

    private static bool IsAscii(string text)
    {
        foreach (var c in text)
        {
            if (c > 127)
                return false;
        }

        return true;
    }

    // Signs and scripts that make no name are told by their numbers.
    private static string WithoutWords(string text) => text.Length == 0
        ? "Empty"
        : Shorten(string.Join("_", text.Take(Longest).Select(c => "U" + ((int)c).ToString("X4", CultureInfo.InvariantCulture))));

    private static void AppendWord(StringBuilder name, string word)
    {
        // Two digits that end up side by side would read as one number: gpt-4.1 and gpt-41 must differ.
        if (name.Length > 0 && char.IsDigit(name[name.Length - 1]) && char.IsDigit(word[0]))
            name.Append('_');
        name.Append(ToUpper(word[0]));
        var rest = word.Substring(1);
        name.Append(word.Length > 1 && IsAllUpper(word) ? rest.ToLowerInvariant() : rest);
    }

    private static bool IsAllUpper(string word)
    {
        foreach (var c in word)
        {
            if (char.IsLower(c))
                return false;
        }

        return true;
    }

    /// <summary>Splits at everything that is no Latin letter or digit, and where small letters turn into capitals.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        text = Latin(text);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (!char.IsLetterOrDigit(c))
            {
                Flush();
                continue;
            }

            if (char.IsUpper(c) && word.Length > 0)
            {
                var previous = word[word.Length - 1];
                var startsWord = !char.IsUpper(previous) || (i + 1 < text.Length && char.IsLower(text[i + 1]));
                if (startsWord)
                    Flush();
            }

            word.Append(c);
        }

        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
    }

    // Letters of other scripts look like Latin ones without being them, so they only separate. What cannot be seen by itself makes no
    // difference. No normalization: whether there is one depends on how the compiler's own runtime is set up.
    private static string Latin(string text)
    {
        var latin = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c <= '\u007F' || c is >= '\u00C0' and <= LastLatin)
                latin.Append(c);
            else if (CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark))
                latin.Append(' ');
        }

        return latin.ToString();
    }

    private static char ToUpper(char c) => char.ToUpperInvariant(c) is <= LastLatin and var upper ? upper : c;
}
