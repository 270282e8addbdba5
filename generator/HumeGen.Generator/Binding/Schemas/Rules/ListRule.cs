using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>A list of one kind of items.</summary>
internal sealed class ListRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder) =>
        site.Schema.ValueTypes == JsonTypes.Array ? TypeUse.ListOf(binder.UseItems(site)) : null;
}
