using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Binding.Types;

/// <summary>Takes unions apart: a union inside a union stands for its members.</summary>
internal sealed class FlatUnions
{
    private readonly RepetitionLimit _inherited = new(Limits.InheritedVariants, "Unions within unions", "variants");

    /// <summary>The variants of a union that are no unions themselves, those of a union inside it in its place. Each union counts once.</summary>
    public List<VariantDraft> VariantsOf(TypeDraft union)
    {
        var flat = new List<VariantDraft>();
        var seen = new HashSet<TypeDraft> { union };
        var open = new Stack<(IReadOnlyList<VariantDraft> Variants, int Next)>([(union.Variants, 0)]);
        while (open.Count > 0)
        {
            var (variants, next) = open.Pop();
            if (next == variants.Count)
                continue;
            open.Push((variants, next + 1));
            if (variants[next].Use.Draft is not { Kind: DraftKind.Union or DraftKind.ValueUnion } inner)
                flat.Add(variants[next]);
            else if (seen.Add(inner) && _inherited.Allows(1 + inner.Variants.Count, union.Document, union.Pointer))
                open.Push((inner.Variants, 0));
        }

        return flat;
    }
}
