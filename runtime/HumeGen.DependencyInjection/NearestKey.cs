namespace HumeGen.DependencyInjection;

/// <summary>Finds the key that was meant by one that nobody knows.</summary>
internal static class NearestKey
{
    // BaseUrl and BaseAddress have 10 of their 18 letters in common, and names with less than half are about something else.
    private const double LeastLikeness = 0.5;

    /// <summary>The end of a sentence that names the nearest key; a full stop when none is near.</summary>
    public static string Hint(string key, IEnumerable<string> known)
    {
        var (name, likeness) = known.Select(k => (k, Likeness(key.ToUpperInvariant(), k.ToUpperInvariant()))).MaxBy(k => k.Item2);
        return likeness >= LeastLikeness ? $"; did you mean {name}?" : ".";
    }

    /// <summary>The share of the letters of both that stand in both in the same order.</summary>
    private static double Likeness(string first, string second)
    {
        var common = new int[second.Length + 1];
        foreach (var letter in first)
        {
            var diagonal = 0;
            for (var i = 1; i <= second.Length; i++)
            {
                var above = common[i];
                common[i] = letter == second[i - 1] ? diagonal + 1 : Math.Max(above, common[i - 1]);
                diagonal = above;
            }
        }

        return 2.0 * common[^1] / (first.Length + second.Length);
    }
}
