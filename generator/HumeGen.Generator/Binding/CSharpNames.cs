using System.Collections.Generic;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace HumeGen.Generator.Binding;

/// <summary>The one place that turns text of a specification into C# identifiers.</summary>
internal static class CSharpNames
{
    /// <summary>A type, member or method name: words joined in PascalCase.</summary>
    public static string Pascal(string text)
    {
        var name = new StringBuilder();
        foreach (var word in Words(text))
            AppendWord(name, word);
        return Safe(name.ToString());
    }

    /// <summary>An argument or local name: like <see cref="Pascal"/> with a small first letter; never a keyword.</summary>
    public static string Camel(string text)
    {
        var name = Pascal(text);
        name = name[0] == '_' ? name : char.ToLowerInvariant(name[0]) + name.Substring(1);
        return IsKeyword(name) ? "@" + name : name;
    }

    /// <summary>The name of a component key: without a prefix that ends in a colon, as tools write it for the source of a schema.</summary>
    public static string ForComponent(string key) => Pascal(key.Substring(key.LastIndexOf(':') + 1));

    /// <summary>A dotted name such as a namespace or a path of clients, each part an identifier.</summary>
    public static string Dotted(string text)
    {
        var parts = text.Split('.');
        for (var i = 0; i < parts.Length; i++)
            parts[i] = IsIdentifier(parts[i]) ? parts[i] : Pascal(parts[i]);
        return string.Join(".", parts);
    }

    /// <summary>A name given by hand: kept as it is where it is an identifier.</summary>
    public static string Given(string text) => IsIdentifier(text) ? text : Pascal(text);

    public static bool IsKeyword(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
        || name is "field" or "file" or "required" or "scoped" or "extension" or "await";

    private static bool IsIdentifier(string text) => IsAscii(text) && SyntaxFacts.IsValidIdentifier(text) && !IsKeyword(text);

    private static bool IsAscii(string text)
    {
        foreach (var c in text)
        {
            if (c > 127)
                return false;
        }

        return true;
    }

    // A name that collides with what every object has, or that is empty or starts with a digit, gets an underscore.
    private static string Safe(string name)
    {
        if (name.Length == 0)
            return "Value";
        if (char.IsDigit(name[0]))
            name = "_" + name;
        return name;
    }

    private static void AppendWord(StringBuilder name, string word)
    {
        // Two digits that end up side by side would read as one number: gpt-4.1 and gpt-41 must differ.
        if (name.Length > 0 && char.IsDigit(name[name.Length - 1]) && char.IsDigit(word[0]))
            name.Append('_');
        name.Append(char.ToUpperInvariant(word[0]));
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

    /// <summary>Splits at everything that is no letter or digit, and where small letters turn into capitals.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        text = text.Normalize(NormalizationForm.FormC);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format)
                continue;
            if (!char.IsLetterOrDigit(c) || c > 0x24F)
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
}
