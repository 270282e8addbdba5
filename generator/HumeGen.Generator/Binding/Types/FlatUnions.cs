using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Binding.Types;

/// <summary>Takes unions apart: a union inside a union stands for its members.</summary>
internal sealed class FlatUnions
{
    private readonly RepetitionLimit _inherited = new(Limits.InheritedVariants, "Unions within unions", "variants");

    /// <summary>The variants of a union that are no unions themselves, those of a union inside it in its place. Each union counts once.</summary>
    /// <param name="union">The union.</param>
    /// <returns>The variants, each with the union that names it directly, and whether null is one.</returns>
    public (List<(VariantDraft Variant, TypeDraft Owner)> Variants, bool AllowsNull) Of(TypeDraft union)
    {
        var flat = new List<(VariantDraft, TypeDraft)>();
        var allowsNull = false;
        var seen = new HashSet<TypeDraft> { union };
        var open = new Stack<(TypeDraft Owner, int Next)>([(union, 0)]);
        var inherited = new Dictionary<TypeDraft, IReadOnlyList<string>> { [union] = [] };
        while (open.Count > 0)
        {
            var (owner, next) = open.Pop();
            if (next == owner.Variants.Count)
                continue;
            open.Push((owner, next + 1));
            var variant = owner.Variants[next];
            allowsNull |= variant.Use.Nullable || variant.Use.IsNull;
            if (variant.Use.IsNull)
                continue;
            if (variant.Use.Draft is not { Kind: DraftKind.Union or DraftKind.ValueUnion } inner)
            {
                // Values and names that another property than the key of this union has mean nothing in it; what leads to the inner union leads to all in it.
                var isOwnKey = owner == union || owner.DeclaredKey == union.DeclaredKey || union.DeclaredKey is null;
                flat.Add((isOwnKey ? variant : variant with { MappedValues = inherited[owner], SchemaName = null }, owner));
            }
            else if (seen.Add(inner) && _inherited.Allows(1 + inner.Variants.Count, union.Document, union.Pointer))
            {
                inherited[inner] = owner == union || owner.DeclaredKey == union.DeclaredKey ? variant.MappedValues : inherited[owner];
                open.Push((inner, 0));
            }
        }

        return (flat, allowsNull);
    }
}
