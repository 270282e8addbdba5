using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>A reference is the component that it names.</summary>
internal sealed class ReferenceRule : SchemaRule
{
    public override bool AddsNull => false;

    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder) => !site.Schema.IsReference ? null
        : site.Schema.ReferenceKey is { } key && SchemaSite.OfComponent(binder.Document, key) is { } component ? RuleResult.SameAs(component)
        : TypeUse.Json;
}
