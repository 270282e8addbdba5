using System.Globalization;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Binding.Types;

/// <summary>Reports members of unions that nothing tells apart, once for each document.</summary>
internal static class AmbiguousUnions
{
    // A report is read by people.
    private const int Longest = 20;

    public static void Report(SettledTypes types, PayloadDirections directions)
    {
        // What is only sent need not be told.
        var unions = types.Drafts.Where(d => types.Unions.TryGetValue(d, out var plan) && plan.Ambiguous.Count > 0 && !directions.IsOnlySent(d));
        foreach (var document in unions.GroupBy(u => u.Document).ToArray())
        {
            var first = document.OrderBy(u => u.Pointer.ToString(), StringComparer.Ordinal).First();
            var pairs = document.SelectMany(u => types.Unions[u].Ambiguous.Select(p => $"{p.One} and {p.Other} in {u.Name}")).ToArray();
            var listed = string.Join("; ", pairs.Take(Longest));
            if (pairs.Length > Longest)
                listed += string.Format(CultureInfo.InvariantCulture, "; and {0} pairs more", pairs.Length - Longest);
            first.Document.Report(Descriptors.AmbiguousUnion, first.Pointer, listed);
        }
    }
}
