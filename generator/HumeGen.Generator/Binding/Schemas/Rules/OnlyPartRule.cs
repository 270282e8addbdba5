using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary><c>allOf</c> with one part, with one part and others that only describe it, or with parts that are all one plain value, is that part.</summary>
internal sealed class OnlyPartRule : SchemaRule
{
    // Of parts within parts that are looked at.
    private const int MaxDepth = 8;

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
            return site.Component is not null && parts[0].ReferenceKey is { } key && site.Schema.Document.PolymorphicBases(key).Any() ? null : parts[0];
        if (site.Schema.Has(SchemaKeywords.Required))
            return null;
        var telling = parts.Where(p => p.IsReference || !p.OnlyDescribes).Take(2).ToArray();
        return telling.Length == 1 ? telling[0] : PlainValue(parts);
    }

    // Parts that say more and more of one plain value: the one that lists the values, or else the one that says most of their kind.
    private static SchemaNode? PlainValue(IReadOnlyList<SchemaNode> parts) =>
        parts.Any(p => p.Target.TypesButNull != JsonTypes.None) && parts.All(p => IsPlain(p, 1))
            ? parts.OrderByDescending(p => p.Target.Has(SchemaKeywords.Enum | SchemaKeywords.Const)).ThenByDescending(p => p.Target.Has(SchemaKeywords.Type))
                .ThenByDescending(p => p.Target.Has(SchemaKeywords.Format)).First()
            : null;

    private static bool IsPlain(SchemaNode part, int depth) => part.Target is var target
        && (target.Has(SchemaKeywords.AllOf) && depth < MaxDepth
            ? !target.Has(SchemaKeywords.Structure & ~SchemaKeywords.AllOf) && target.AllOf.All(p => IsPlain(p, depth + 1))
            : !target.HasStructure && target.ValueTypes is JsonTypes.None or JsonTypes.String or JsonTypes.Integer or JsonTypes.Number or JsonTypes.Boolean);
}
