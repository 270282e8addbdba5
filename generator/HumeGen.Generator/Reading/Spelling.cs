namespace HumeGen.Generator.Reading;

/// <summary>Finds the name that was probably meant by a misspelt one.</summary>
internal static class Spelling
{
    /// <summary>The name that is nearest to a text, the first one among equals; null where none has a third of its letters wrong or less.</summary>
    public static string? Nearest(string text, IEnumerable<string> names)
    {
        var (name, distance) = names.Select(n => ((string?)n, Distance(n, text))).OrderBy(n => n.Item2).FirstOrDefault();
        return distance <= Math.Max(2, text.Length / 3) ? name : null;
    }

    /// <summary>The number of characters to insert, remove or replace: Levenshtein's distance. Lengths that differ by more than 8 count as far apart.</summary>
    public static int Distance(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > 8)
            return int.MaxValue;
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var replaced = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[other.Length];
    }
}
