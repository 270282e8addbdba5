using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Types;

/// <summary>Members of a union told apart by their required properties, those with more of them first, or by properties that only they have.</summary>
/// <param name="Members">The members in the order in which they are tried.</param>
/// <param name="Default">The member that is meant when nothing tells one; null when there is none.</param>
internal sealed record Presence(IReadOnlyList<UnionMember> Members, TypeDraft? Default)
{
    /// <param name="drafts">The members.</param>
    /// <param name="defaultName">The name of the member that is meant when nothing tells one; null where the document does not say.</param>
    /// <param name="key">The key, which does not count; null where there is none.</param>
    /// <returns>Null where some cannot be told apart.</returns>
    public static Presence? Of(IReadOnlyList<TypeDraft> drafts, string? defaultName, string? key)
    {
        var owners = Owners(drafts);
        var members = drafts.Select(d => Find(d, key, owners)).ToArray();
        if (members.Length < 2)
            return new Presence([.. members.Select(m => m with { AllOf = [] })], members.FirstOrDefault()?.Draft);
        if (members.Any(m => m.AllOf.Count == 0 && m.AnyOf.Count == 0) || members.Select(Text).Distinct().Count() < members.Length)
            return null;

        // A property that all members require tells nothing, except as long as nothing else is left.
        var shared = members.Skip(1).Aggregate(new HashSet<string>(members[0].AllOf, StringComparer.Ordinal), (all, m) =>
        {
            all.IntersectWith(m.AllOf);
            return all;
        });
        var told = members.Select(m => m.AllOf.Any(n => !shared.Contains(n)) ? m with { AllOf = [.. m.AllOf.Where(n => !shared.Contains(n))] } : m).ToList();
        told.Sort((a, b) => b.AllOf.Count.CompareTo(a.AllOf.Count));
        return new Presence(told, told.FirstOrDefault(m => m.Draft.Name == defaultName)?.Draft);
    }

    /// <summary>The same where some cannot be told apart, or where objects that are no member come as well: nothing tells those that are like others.</summary>
    public static Presence OfSome(IReadOnlyList<TypeDraft> drafts, string? defaultName)
    {
        var owners = Owners(drafts);
        var members = drafts.Select(d => Find(d, null, owners)).ToArray();
        var alike = members.GroupBy(Text).Where(g => g.Skip(1).Any()).Select(g => g.Key).ToArray();
        var told = members.Select(m => alike.Contains(Text(m)) ? m with { AllOf = [], AnyOf = [] } : m).OrderByDescending(m => m.AllOf.Count).ToArray();
        return new Presence(told, drafts.FirstOrDefault(d => d.Name == defaultName));
    }

    private static Dictionary<string, int> Owners(IReadOnlyList<TypeDraft> drafts) =>
        drafts.SelectMany(d => d.Properties).GroupBy(p => p.WireName, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);

    private static UnionMember Find(TypeDraft draft, string? key, Dictionary<string, int> owners)
    {
        string[] required = [.. draft.Properties.Where(p => p.Required && p.WireName != key).Select(p => p.WireName)];
        string[] own = required.Length > 0 ? [] : [.. draft.Properties.Select(p => p.WireName).Where(n => owners[n] == 1)];
        return new UnionMember(draft, [], required, own);
    }

    private static string Text(UnionMember member) => string.Join("\n", member.AllOf.OrderBy(n => n, StringComparer.Ordinal)) + "\n\n" + string.Join("\n", member.AnyOf);
}
