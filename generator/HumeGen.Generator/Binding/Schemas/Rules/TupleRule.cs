using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>A list whose items each have a schema of their own: a record, or a plain list where all items are of one plain kind.</summary>
internal sealed class TupleRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder)
    {
        var schema = site.Schema;
        if (schema.ValueTypes != JsonTypes.Array || !schema.IsTuple)
            return null;
        var items = schema.Properties.Select(p => p.Schema).ToArray();
        var all = schema.IsClosed || schema.Items is not { } rest ? items : [.. items, rest];
        return all.All(IsPlain) && all.Select(i => (i.Types, i.Format)).Distinct().Count() == 1
            ? TypeUse.ListOf(binder.Use(site.Inner(items[0], site.Name + "Item")))
            : TypeUse.Of(binder.Drafts.Add(DraftKind.Tuple, site, this));
    }

    public override void BindMembers(TypeDraft draft, SchemaSite site, SchemaBinder binder)
    {
        var position = 0;
        foreach (var (number, item) in site.Schema.Properties)
        {
            draft.Properties.Add(new PropertyDraft(
                "Item" + number,
                (item.GivenName ?? item.Title) is { } given ? CSharpNames.Given(given) : null,
                binder.Use(site.Inner(item, draft.Name + "Item" + number)),
                site.Schema.MinItems > position,
                null,
                false,
                SchemaDocumentation.Of(item))
            {
                Listed = SchemaConstant.Of(item) is { } constant && KeyValueModel.Of(constant.Text, constant.Kind) is { } value ? [value] : [],
            });
            position++;
        }

        if (!site.Schema.IsClosed)
            draft.Additional = binder.UseItems(site with { Name = draft.Name });
    }

    private static bool IsPlain(SchemaNode schema) => !schema.IsReference && !schema.Has(SchemaKeywords.Enum)
        && schema.Types is JsonTypes.Number or JsonTypes.Integer or JsonTypes.String or JsonTypes.Boolean;
}
