using System.Globalization;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Binding.Types;

/// <summary>Reports members of unions that nothing tells apart, once for each document.</summary>
internal static class AmbiguousUnions
{
    // A report is read by people.
    private const int Longest = 20;

    /// <summary>Names in words.</summary>
    public static string List(IReadOnlyList<string> names) => names.Count > Longest
        ? string.Format(CultureInfo.InvariantCulture, "{0} and {1} more", string.Join(", ", names.Take(Longest)), names.Count - Longest)
        : names.Count < 2 ? string.Concat(names) : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[names.Count - 1]}";

    public static void Report(SettledTypes types, PayloadDirections directions)
    {
        // What is only sent need not be told.
        var unions = types.Drafts.Where(d =>
            types.Unions.TryGetValue(d, out var plan) && plan.Ambiguous.Count > 0 && !directions.IsOnlySent(d) && d.Messages != MessageDirections.Sent);
        foreach (var document in unions.GroupBy(u => u.Document).ToArray())
        {
            var first = document.OrderBy(u => u.Pointer.ToString(), StringComparer.Ordinal).First();
            // The messages of a direction are those of its payload as well.
            var groups = document.SelectMany(u => types.Unions[u].Ambiguous.Select(a => (Names: a, Union: u.Name)))
                .GroupBy(g => g.Names).Select(g => $"{g.Key} in {g.Last().Union}").ToArray();
            var listed = string.Join("; ", groups.Take(Longest));
            if (groups.Length > Longest)
                listed += string.Format(CultureInfo.InvariantCulture, "; and {0} more", groups.Length - Longest);
            first.Document.Report(Descriptors.AmbiguousUnion, first.Pointer, listed);
        }
    }
}
