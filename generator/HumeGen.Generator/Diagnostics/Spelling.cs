namespace HumeGen.Generator.Diagnostics;

/// <summary>Finds the word that a misspelt one is meant to be.</summary>
internal static class Spelling
{
    /// <summary>
    /// The word that is nearest to another: at most a third of its letters differ. Case, hyphens and the like do not count, and a name without dots may be the
    /// last part of one with dots.
    /// </summary>
    /// <returns>The first of the nearest words in ordinal order; null when none is near enough.</returns>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        var plain = Plain(word);
        var limit = Math.Max(1, plain.Length / 3);
        return known.Distinct()
            .Select(k => (Word: k, Distance: Distance(word, plain, k), Exact: Distance(k, word)))
            .Where(k => k.Distance <= limit)
            .OrderBy(k => k.Distance).ThenBy(k => k.Exact).ThenBy(k => k.Word, StringComparer.Ordinal)
            .FirstOrDefault().Word;
    }

    /// <summary>The nearest word as a question, with a blank before it; empty when none is near enough.</summary>
    public static string Suggest(string word, IEnumerable<string> known) => Suggestion(Nearest(word, known));

    /// <summary>A word that is meant as a question, with a blank before it; empty when there is none.</summary>
    public static string Suggestion(string? meant) => meant is null ? "" : $" (did you mean '{meant}'?)";

    /// <summary>
    /// The number of characters to insert, remove, replace or exchange with the next one. Where the lengths differ by more than 8 characters, it is the largest number.
    /// </summary>
    public static int Distance(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 8)
            return int.MaxValue;
        var (previous, last, row) = (new int[other.Length + 1], new int[other.Length + 1], Enumerable.Range(0, other.Length + 1).ToArray());
        for (var i = 1; i <= one.Length; i++)
        {
            (previous, last, row) = (last, row, previous);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1), Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    row[j] = Math.Min(row[j], previous[j - 2] + 1);
            }
        }

        return row[other.Length];
    }

    private static int Distance(string word, string plain, string known)
    {
        var whole = Distance(plain, Plain(known));
        return word.IndexOf('.') >= 0 || known.LastIndexOf('.') is not (>= 0 and var dot) ? whole : Math.Min(whole, Distance(plain, Plain(known.Substring(dot + 1))));
    }

    private static string Plain(string word) => string.Concat(word.Where(char.IsLetterOrDigit)).ToLowerInvariant() is { Length: > 0 } plain ? plain : word;
}
