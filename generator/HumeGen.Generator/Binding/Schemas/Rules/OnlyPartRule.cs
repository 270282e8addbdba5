using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary><c>allOf</c> with one part, or with one part and others that only describe it, is that part.</summary>
internal sealed class OnlyPartRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder)
    {
        var schema = site.Schema;
        return schema.Has(SchemaKeywords.AllOf) && !schema.Has(SchemaKeywords.Properties | SchemaKeywords.Alternatives)
            && schema.FurtherProperties is null or { AllowsAnything: true } && Find(site) is { } part
            ? RuleResult.SameAs(site.Inner(part, site.Name)) : null;
    }

    private static SchemaNode? Find(SchemaSite site)
    {
        var parts = site.Schema.AllOf;
        // A schema that adds nothing to its polymorphic base is derived from it all the same.
        if (parts.Count == 1)
            return site.Component is not null && parts[0].ReferenceKey is { } key && site.Schema.Document.PolymorphicBases(key).Count > 0 ? null : parts[0];
        if (site.Schema.Has(SchemaKeywords.Required))
            return null;
        var telling = parts.Where(p => p.IsReference || !p.OnlyDescribes).Take(2).ToArray();
        return telling.Length == 1 ? telling[0] : null;
    }
}
