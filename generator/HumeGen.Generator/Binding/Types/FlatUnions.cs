using System.Globalization;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Binding.Types;

/// <summary>Takes unions apart: a union inside a union stands for its members.</summary>
internal sealed class FlatUnions
{
    private int _inherited;

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
            else if (seen.Add(inner) && MayInherit(union, inner))
                open.Push((inner.Variants, 0));
        }

        return flat;
    }

    // A chain of unions makes each longer than the one before, so output could grow with the square of the input.
    private bool MayInherit(TypeDraft union, TypeDraft inner)
    {
        if (_inherited > Limits.InheritedVariants)
            return false;
        _inherited += 1 + inner.Variants.Count;
        if (_inherited <= Limits.InheritedVariants)
            return true;
        union.Document.Report(Descriptors.TooMuchRepetition, union.Pointer, "Unions within unions", Limits.InheritedVariants.ToString(CultureInfo.InvariantCulture), "variants");
        return false;
    }
}
