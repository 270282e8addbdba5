using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Drafts;

/// <summary>The kinds of JSON that the values of a type have.</summary>
internal static class ValueKinds
{
    /// <summary>All kinds of a type, of a union those of its variants.</summary>
    public static JsonKinds Of(TypeUse use)
    {
        var kinds = JsonKinds.None;
        var seen = new HashSet<TypeDraft>();
        var open = new Stack<TypeUse>([use]);
        while (open.Count > 0)
        {
            var next = open.Pop();
            kinds |= next.Nullable ? JsonKinds.Null : JsonKinds.None;
            if (next.Draft is not { Kind: DraftKind.Union or DraftKind.ValueUnion } union)
                kinds |= OfOne(next);
            else if (seen.Add(union))
                (union.Same is { } same ? [same] : union.Variants.Select(v => v.Use)).ToList().ForEach(open.Push);
        }

        return kinds;
    }

    /// <summary>The type of the first item of a list or tuple; null for all else.</summary>
    public static TypeUse? FirstItem(TypeUse use) =>
        use.Draft is { Kind: DraftKind.Tuple } tuple ? tuple.Properties.FirstOrDefault()?.Use ?? tuple.Additional : use.Draft is null ? use.Element : null;

    private static JsonKinds OfOne(TypeUse use) => use.Draft?.Kind switch
    {
        DraftKind.Record => JsonKinds.Object,
        DraftKind.Tuple => JsonKinds.List,
        DraftKind.Enum => JsonKinds.Text,
        _ => use.Kind switch
        {
            RefKind.Int32 or RefKind.Int64 or RefKind.UInt64 or RefKind.Double or RefKind.Decimal =>
                use.OrText ? JsonKinds.Number | JsonKinds.Text : JsonKinds.Number,
            RefKind.Boolean => JsonKinds.Boolean,
            RefKind.List => JsonKinds.List,
            RefKind.Map => JsonKinds.Object,
            RefKind.Json => use.IsNull ? JsonKinds.Null : JsonKinds.Any,
            _ => JsonKinds.Text,
        },
    };
}
