using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>One alternative, with or without null beside it, is that alternative.</summary>
internal sealed class OnlyAlternativeRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder)
    {
        if (!site.Schema.IsChoice)
            return null;
        var all = site.Schema.Alternatives;
        var variants = all.Where(a => !a.IsNullAlone).Take(2).ToArray();
        return variants.Length switch
        {
            0 => TypeUse.Json,
            1 when site.Schema.Discriminator?.PropertyName is null => RuleResult.SameAs(site.Inner(variants[0], site.Name), all.Count > 1),
            _ => null,
        };
    }
}
