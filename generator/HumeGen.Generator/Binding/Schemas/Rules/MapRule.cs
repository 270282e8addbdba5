using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>An object without properties of its own: a map, of any JSON where the schema does not describe the values.</summary>
internal sealed class MapRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder) => site.Schema.ValueTypes != JsonTypes.Object ? null
        : TypeUse.MapOf(site.Schema.FurtherProperties is { } values ? binder.Use(site.Inner(values, site.Name + "Value")) : TypeUse.Json);
}
