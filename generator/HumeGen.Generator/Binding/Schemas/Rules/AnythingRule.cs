using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>A schema that says nothing of its values: any JSON. Comes last, so that every schema has an answer.</summary>
internal sealed class AnythingRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder) => TypeUse.Json with { IsNull = site.Schema.IsNullAlone };
}
