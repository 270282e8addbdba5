using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>An object with properties: a record. One that declares an empty list of them is a real, empty object.</summary>
internal sealed class ObjectRule : ObjectRuleBase
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder)
    {
        var schema = site.Schema;
        return schema.ValueTypes == JsonTypes.Object
            && (schema.Has(SchemaKeywords.Properties) || (schema.DeclaresProperties && schema.FurtherProperties is null))
                ? TypeUse.Of(binder.Drafts.Add(DraftKind.Record, site, this)) : null;
    }
}
