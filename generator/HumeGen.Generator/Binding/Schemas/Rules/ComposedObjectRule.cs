using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>An object of several parts: a record with the members of all of them.</summary>
internal sealed class ComposedObjectRule : ObjectRuleBase
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder) =>
        site.Schema.IsComposed ? TypeUse.Of(binder.Drafts.Add(DraftKind.Record, site, this)) : null;
}
