using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>A list of one kind of items. One that contains itself is a type of its own.</summary>
internal sealed class ListRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder) => site.Schema.ValueTypes != JsonTypes.Array ? null
        : binder.Recursive.Contains(site) ? TypeUse.Of(binder.Drafts.Add(DraftKind.Tuple, site, this))
        : TypeUse.ListOf(binder.UseItems(site));

    public override void BindMembers(TypeDraft draft, SchemaSite site, SchemaBinder binder) => draft.Additional = binder.UseItems(site with { Name = draft.Name });
}
