using System.Globalization;
using System.Text;

namespace HumeGen.Generator.Reading;

/// <summary>
/// A mark that stands in a tree, and in all that is made of it, in place of a description, so that an edit of the description changes neither. It names the file
/// and the number of the description there. Sentences that follow the description if it does not say the same may be part of it.
/// </summary>
internal static class DescriptionMark
{
    // No file may have these characters, but an escape can bring them into a text: characters alone make no mark.
    private const char Edge = '\uFFFF';
    private const char Separator = '\uFFFE';
    private const int HashLength = 16;

    /// <summary>The mark of a description.</summary>
    /// <param name="file">The name of the file in marks.</param>
    /// <param name="number">The number of the description in the file.</param>
    public static string Of(string file, int number) => $"{Edge}{file}:{number.ToString(CultureInfo.InvariantCulture)}{Edge}";

    /// <summary>The name of a file in marks.</summary>
    public static string FileOf(string path) => StableHash.Of(path);

    /// <summary>Whether a text may have a mark in it.</summary>
    public static bool IsIn(string text) => text.IndexOf(Edge) >= 0;

    /// <summary>A text followed by sentences, but those that it has said already; in a mark they wait for its description.</summary>
    /// <param name="text">The text, or a mark.</param>
    /// <param name="sentences">The sentences, each with the word by which a text says the same; null where nothing else can say it.</param>
    public static string Join(string text, IReadOnlyList<(string? Word, string Sentence)> sentences)
    {
        if (sentences.Count == 0)
            return text;
        if (IsMark(text))
            return text.Insert(text.LastIndexOf(Edge), string.Concat(sentences.Select(s => $"{Separator}{Plain(s.Word ?? "")}{Separator}{Plain(s.Sentence)}")));
        var missing = sentences.Where(s => s.Word is null || !text.Contains(s.Word)).Select(s => s.Sentence).ToArray();
        if (missing.Length == 0)
            return text;
        var joined = text.TrimEnd();
        if (joined.Length > 0 && joined[joined.Length - 1] is not ('.' or '!' or '?'))
            joined += ".";
        return (joined + " " + string.Join(" ", missing)).TrimStart();
    }

    /// <summary>The text with the descriptions that its marks stand for.</summary>
    /// <param name="text">The text.</param>
    /// <param name="find">Finds the descriptions of a file by the file's name in marks.</param>
    public static string Resolve(string text, Func<string, EquatableArray<string>> find)
    {
        if (!IsIn(text))
            return text;
        var resolved = new StringBuilder();
        var at = 0;
        while (at < text.Length)
        {
            var start = text.IndexOf(Edge, at);
            var end = start < 0 ? -1 : text.IndexOf(Edge, start + 1);
            if (end < 0)
                break;
            resolved.Append(text, at, start - at);
            if (Read(text.Substring(start + 1, end - start - 1), find) is { } description)
            {
                resolved.Append(description);
                at = end + 1;
            }
            else
            {
                resolved.Append(Edge);
                at = start + 1;
            }
        }

        return resolved.Append(text, at, text.Length - at).ToString();
    }

    private static string? Read(string mark, Func<string, EquatableArray<string>> find)
    {
        var parts = mark.Split(Separator);
        var colon = parts[0].IndexOf(':');
        if (colon < 0 || parts.Length % 2 == 0 || !JsonPointer.TryIndex(parts[0].Substring(colon + 1), out var number))
            return null;
        var descriptions = find(parts[0].Substring(0, colon));
        if (number >= descriptions.Count)
            return null;
        var sentences = new List<(string?, string)>();
        for (var i = 1; i < parts.Length; i += 2)
            sentences.Add((parts[i].Length == 0 ? null : parts[i], parts[i + 1]));
        return Join(descriptions[number], sentences);
    }

    private static bool IsMark(string text) => text.Length > HashLength + 3 && text[0] == Edge && text[HashLength + 1] == ':' && text.IndexOf(Edge, 1) == text.Length - 1;

    private static string Plain(string text) => text.Replace(Edge, ' ').Replace(Separator, ' ');
}
