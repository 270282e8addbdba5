using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>Several types in <c>type</c>: a union of values, one of each type.</summary>
internal sealed class TypeListRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder)
    {
        var types = site.Schema.TypesButNull;
        if (types == JsonTypes.None)
            return null;
        var draft = binder.Drafts.Add(DraftKind.ValueUnion, site);
        Add(JsonTypes.String, () => TypeUse.Of(ScalarKinds.OfText(site.Schema)));
        Add(JsonTypes.Integer, () => TypeUse.Of(ScalarKinds.WithoutFormat(JsonTypes.Integer)!.Value));
        Add(JsonTypes.Number, () => TypeUse.Of(ScalarKinds.WithoutFormat(JsonTypes.Number)!.Value));
        Add(JsonTypes.Boolean, () => TypeUse.Of(ScalarKinds.WithoutFormat(JsonTypes.Boolean)!.Value));
        Add(JsonTypes.Array, () => TypeUse.ListOf(binder.UseItems(site)));
        Add(JsonTypes.Object, () => binder.ApplyRules(new SchemaSite(site.Schema.As(JsonTypes.Object), site.Name + "Object", site.Namespace, null)).Use!);
        return TypeUse.Of(draft);

        void Add(JsonTypes type, Func<TypeUse> use)
        {
            if ((types & type) != 0)
                draft.Variants.Add(new VariantDraft(use(), [], null));
        }
    }
}
