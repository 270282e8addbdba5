using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Types;

/// <summary>The kinds of JSON that values of a type can be.</summary>
internal static class UseKinds
{
    /// <summary>The kinds of JSON of a type, null among them where it allows that.</summary>
    public static JsonKinds KindsOf(TypeUse use) => Of(use, []);

    /// <summary>The type of the first item of a list or tuple; null for all else.</summary>
    public static TypeUse? FirstItem(TypeUse use) => use.Draft is { Kind: DraftKind.Tuple } tuple ? tuple.Properties.FirstOrDefault()?.Use : use.Draft is null ? use.Element : null;

    // A union within itself adds nothing.
    private static JsonKinds Of(TypeUse use, HashSet<TypeDraft> seen)
    {
        var kinds = use.Draft is { } draft ? Of(draft, seen) : Of(use.Kind);
        return use.Nullable ? kinds | JsonKinds.Null : kinds;
    }

    private static JsonKinds Of(TypeDraft draft, HashSet<TypeDraft> seen) => draft.Kind switch
    {
        DraftKind.Record => JsonKinds.Object,
        DraftKind.Enum => JsonKinds.Text,
        DraftKind.Tuple => JsonKinds.Array,
        _ when !seen.Add(draft) => JsonKinds.None,
        _ when draft.Same is { } same => Of(same, seen),
        _ => draft.Variants.Aggregate(draft.IsBase ? JsonKinds.Object : JsonKinds.None, (all, v) => all | Of(v.Use, seen)),
    };

    private static JsonKinds Of(RefKind kind) => kind switch
    {
        RefKind.Boolean => JsonKinds.Boolean,
        RefKind.Int32 or RefKind.Int64 or RefKind.UInt64 or RefKind.Double or RefKind.Decimal => JsonKinds.Number,
        RefKind.List => JsonKinds.Array,
        RefKind.Map => JsonKinds.Object,
        RefKind.Json => JsonKinds.Any,
        _ => JsonKinds.Text,
    };
}
