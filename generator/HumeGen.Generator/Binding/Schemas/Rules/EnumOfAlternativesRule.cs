using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>Alternatives that are all texts of one enum, be they listed or each a constant with a description.</summary>
internal sealed class EnumOfAlternativesRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder)
    {
        if (!site.Schema.IsChoice)
            return null;
        var all = site.Schema.Alternatives;
        var variants = all.Where(a => !a.IsNullAlone).ToArray();
        return variants.All(IsEnumPart) && variants.Any(v => EnumBinder.Texts(v).Any())
            ? EnumBinder.Bind(site, variants, binder).OrNull(variants.Length < all.Count) : null;
    }

    // A plain text among them means that there may be others.
    private static bool IsEnumPart(SchemaNode variant) => variant.Target is var target && target.IsOnly(JsonTypes.String)
        ? target.Format is null
        : !target.Has(SchemaKeywords.Type) && SchemaConstant.Of(variant) is { Kind: RefKind.String };
}
