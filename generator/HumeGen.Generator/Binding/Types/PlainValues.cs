using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>Merges values that JSON does not distinguish into one type: strings, numbers, and lists of such values.</summary>
internal static class PlainValues
{
    /// <summary>The types of values that are no objects, each kind of JSON once, but for lists whose items tell them.</summary>
    /// <param name="uses">The types.</param>
    /// <param name="enumOf">Makes an enum of several, with a suffix of its name where it is not all of the union.</param>
    public static List<TypeUse> Unite(IReadOnlyList<TypeUse> uses, Func<IReadOnlyList<TypeDraft>, string, TypeDraft> enumOf) =>
        Unite(uses, uses.All(u => Group(u) == JsonGroup.Text) ? "" : "Text", enumOf);

    private static List<TypeUse> Unite(IReadOnlyList<TypeUse> uses, string suffix, Func<IReadOnlyList<TypeDraft>, string, TypeDraft> enumOf)
    {
        var united = new List<TypeUse>();
        foreach (var use in uses)
        {
            var kind = Group(use);
            if (united.Any(u => Group(u) == kind))
                continue;
            TypeUse[] same = [.. uses.Where(u => Group(u) == kind).Select(u => u with { Nullable = false }).Distinct()];
            united.AddRange(kind switch
            {
                _ when same.Length == 1 => same,
                JsonGroup.Text => [Text(same, suffix, enumOf)],
                JsonGroup.Whole => [TypeUse.Of(same.Any(u => u.Kind == RefKind.UInt64) ? RefKind.Decimal : RefKind.Int64) with { OrText = same.Any(u => u.OrText) }],
                JsonGroup.Fraction => [TypeUse.Of(RefKind.Double) with { OrText = same.Any(u => u.OrText) }],
                JsonGroup.List => Lists(same, enumOf),
                JsonGroup.Map => [TypeUse.MapOf(TypeUse.Json)],
                _ => [same[0]],
            });
        }

        return united;
    }

    /// <summary>Values that JSON does not tell apart, or only by what is in them.</summary>
    private enum JsonGroup
    {
        Text,
        Whole,
        Fraction,
        Boolean,
        List,
        Map,
        Any,
    }

    private static JsonGroup Group(TypeUse use) => use.Draft?.Kind switch
    {
        DraftKind.Enum => JsonGroup.Text,
        DraftKind.Tuple => JsonGroup.List,
        _ => use.Kind switch
        {
            RefKind.Int32 or RefKind.Int64 or RefKind.UInt64 => JsonGroup.Whole,
            RefKind.Double or RefKind.Decimal => JsonGroup.Fraction,
            RefKind.Boolean => JsonGroup.Boolean,
            RefKind.List => JsonGroup.List,
            RefKind.Map => JsonGroup.Map,
            RefKind.Json => JsonGroup.Any,
            _ => JsonGroup.Text,
        },
    };

    // An enum keeps texts that it does not list.
    private static TypeUse Text(TypeUse[] uses, string suffix, Func<IReadOnlyList<TypeDraft>, string, TypeDraft> enumOf)
    {
        var enums = uses.Select(u => u.Draft).OfType<TypeDraft>().Distinct().ToArray();
        return enums.Length switch
        {
            0 when uses.Any(u => u.Kind == RefKind.File) => TypeUse.Of(RefKind.File) with { OrText = true },
            0 => TypeUse.Of(RefKind.String),
            1 => TypeUse.Of(enums[0]),
            _ => TypeUse.Of(enumOf(enums, suffix)),
        };
    }

    // Lists stay apart where the first item tells them. Lists of what another one takes as well are that one.
    private static List<TypeUse> Lists(TypeUse[] uses, Func<IReadOnlyList<TypeDraft>, string, TypeDraft> enumOf)
    {
        var lists = uses.Where(u => u.Draft is null).ToArray();
        var plain = lists.Where(u => u.Element is { Kind: not (RefKind.Model or RefKind.Json or RefKind.Map) } or { Draft.Kind: DraftKind.Enum }).ToArray();
        var items = Unite([.. plain.Select(u => u.Element!)], "Item", enumOf);
        // A whole number is a number: the first item would not tell.
        if (items.Any(i => Group(i) == JsonGroup.Fraction))
            items.RemoveAll(i => Group(i) == JsonGroup.Whole);
        var nullable = new HashSet<JsonGroup>(plain.Where(u => u.Element!.Nullable).Select(u => Group(u.Element!)));
        List<TypeUse> all = [.. items.Select(i => TypeUse.ListOf(i.OrNull(nullable.Contains(Group(i))))), .. uses.Except(plain)];
        var order = all.ToDictionary(u => u, u => Array.FindIndex(uses, o => ItemKinds(o) == ItemKinds(u)));
        return [.. all.Where(u => !all.Any(o => o != u && Includes(o, u))).OrderBy(u => order[u])];
    }

    private static bool Includes(TypeUse wide, TypeUse narrow) => wide.Element is { } items && narrow.Element is { } own
        && ItemKinds(wide) is var kinds && (ItemKinds(narrow) & ~kinds) == JsonKinds.None
        && (kinds != ItemKinds(narrow) || (Records(own) is { Count: > 0 } records && records.IsProperSubsetOf(Records(items))));

    private static JsonKinds ItemKinds(TypeUse list) => ValueKinds.FirstItem(list) is { } item ? ValueKinds.Of(item) & ~JsonKinds.Null : JsonKinds.Any;

    private static HashSet<TypeDraft> Records(TypeUse use) => use.Draft is { } draft
        ? draft.Kind == DraftKind.Record ? [draft] : [.. new FlatUnions().Of(draft).Variants.Select(v => v.Variant.Use.Draft).OfType<TypeDraft>()] : [];
}
