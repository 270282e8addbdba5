namespace HumeGen.Server.Tool.Engines;

/// <summary>Helps with names that are written wrongly.</summary>
internal static class Names
{
    /// <summary>The known names as a hint: the nearest one, or all of them when none is near.</summary>
    public static string Hint(string wrong, IReadOnlyCollection<string> known)
    {
        var (nearest, distance) = known.Select(name => (name, Distance(wrong.ToLowerInvariant(), name.ToLowerInvariant()))).MinBy(pair => pair.Item2);
        return distance <= Math.Max(2, wrong.Length / 3) ? $"Did you mean '{nearest}'?" : $"Use one of: {string.Join(", ", known)}.";
    }

    // The letters to insert, remove or replace.
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (from[i - 1] == to[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
