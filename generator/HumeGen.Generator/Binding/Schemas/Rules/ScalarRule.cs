using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>A string, number or boolean.</summary>
internal sealed class ScalarRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder) =>
        ScalarKinds.Of(site.Schema, site.Schema.ValueTypes) is { } kind ? TypeUse.Of(kind) : null;
}
