using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>A schema without a type that allows one plain value: the kind of that value.</summary>
internal sealed class ConstantRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder) =>
        SchemaConstant.Of(site.Schema) is { } constant ? TypeUse.Of(constant.Kind) : null;
}
