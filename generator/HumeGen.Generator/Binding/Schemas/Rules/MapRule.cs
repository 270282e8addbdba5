using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>An object without properties of its own: a map, of any JSON where the schema does not describe the values. One that contains itself is a type of its own.</summary>
internal sealed class MapRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder) => site.Schema.ValueTypes != JsonTypes.Object ? null
        : binder.Recursive.Contains(site) ? TypeUse.Of(binder.Drafts.Add(DraftKind.Record, site, this))
        : TypeUse.MapOf(Values(site, site.Name, binder));

    public override void BindMembers(TypeDraft draft, SchemaSite site, SchemaBinder binder) => draft.Additional = Values(site, draft.Name, binder);

    private static TypeUse Values(SchemaSite site, string name, SchemaBinder binder) =>
        site.Schema.FurtherProperties is { } values ? binder.Use(site.Inner(values, name + "Value")) : TypeUse.Json;
}
