using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>A text with listed values: an enum that keeps unknown ones.</summary>
internal sealed class StringEnumRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder) =>
        site.Schema.ValueTypes == JsonTypes.String && site.Schema.Enum.Any(JsonValues.IsText) ? EnumBinder.Bind(site, [site.Schema], binder) : null;
}
