using HumeGen.Generator.Model;

namespace HumeGen.Tool.Diff;

/// <summary>Whether C# that was written for one type compiles with another, with nullable warnings as errors.</summary>
/// <param name="types">The types of the newer model, by full name.</param>
internal sealed class TypeRules(IReadOnlyDictionary<string, TypeModel> types)
{
    public Breaks Compare(TypeRef old, TypeRef @new)
    {
        if (old == @new)
            return Breaks.None;
        var breaks = Bare(old.WithNullable(false), @new.WithNullable(false));
        if (old.Nullable != @new.Nullable)
        {
            // A null that was not there is a warning for readers; one that is no longer allowed is one for writers. For structs the very
            // members change with it: what has a Value has none any more.
            breaks |= @new.Nullable ? Breaks.Reading : Breaks.Writing;
            if (old.IsValueType)
                breaks |= Breaks.Reading;
        }

        return breaks;
    }

    private Breaks Bare(TypeRef old, TypeRef @new) => (old.Kind, @new.Kind) switch
    {
        _ when old == @new => Breaks.None,
        _ when old.Custom is not null || @new.Custom is not null => Breaks.Both,
        // A list of something more general takes a list of something more special, but only of reference types.
        (RefKind.List, RefKind.List) => old.Element!.IsValueType || @new.Element!.IsValueType ? Breaks.Both : Compare(old.Element, @new.Element),
        (RefKind.Int32, RefKind.Int64 or RefKind.Double or RefKind.Decimal) or (RefKind.Int64, RefKind.Double or RefKind.Decimal) => Breaks.Reading,
        (RefKind.Int64, RefKind.Int32) or (RefKind.Double or RefKind.Decimal, RefKind.Int32 or RefKind.Int64) => Breaks.Writing,
        // Enums convert from text.
        (RefKind.String, RefKind.Struct) when types.GetValueOrDefault(@new.Name) is EnumModel => Breaks.Reading,
        (RefKind.Model, RefKind.Model) when IsMember(old.Name, @new.Name) => Breaks.Reading,
        (RefKind.Model, RefKind.Model) when IsMember(@new.Name, old.Name) => Breaks.Writing,
        _ => Breaks.Both,
    };

    private bool IsMember(string type, string union) => types.GetValueOrDefault(type)?.Unions.Contains(union) == true;
}
