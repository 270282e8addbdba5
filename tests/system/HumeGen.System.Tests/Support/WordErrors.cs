using System.Text.RegularExpressions;

namespace HumeGen.SystemTests.Support;

/// <summary>Compares what was heard with what was said.</summary>
internal static class WordErrors
{
    /// <summary>The words of a text in lower case, without punctuation.</summary>
    public static string[] Words(string text) => [.. Regex.Matches(text.ToLowerInvariant(), "[a-z0-9']+").Select(match => match.Value)];

    /// <summary>The words that were added, lost or replaced, for each word that was said.</summary>
    public static double Rate(string said, string heard)
    {
        var (from, to) = (Words(said), Words(heard));
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var next = new int[row.Length];
            next[0] = i;
            for (var j = 1; j < next.Length; j++)
                next[j] = Math.Min(Math.Min(next[j - 1], row[j]) + 1, row[j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));

            row = next;
        }

        return (double)row[^1] / from.Length;
    }
}
