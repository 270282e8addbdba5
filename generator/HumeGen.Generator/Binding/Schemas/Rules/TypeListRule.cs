using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>Several types in <c>type</c>, or several kinds of values in an <c>enum</c> without a type: a union of values, one of each type.</summary>
internal sealed class TypeListRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder)
    {
        var types = site.Schema.TypesButNull is not JsonTypes.None and var named ? named : TypesOf(site.Schema.Enum);
        if (types == JsonTypes.None)
            return null;
        if (ScalarKinds.WithoutFormat(types) is { } kind)
            return TypeUse.Of(kind);
        var draft = binder.Drafts.Add(DraftKind.ValueUnion, site);
        Add(JsonTypes.String, () => site.Schema.Enum.Any(JsonValues.IsText)
            ? EnumBinder.Bind(site.Inner(site.Schema.As(JsonTypes.String), site.Name + "Text"), [site.Schema], binder)
            : TypeUse.Of(ScalarKinds.OfText(site.Schema)));
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

    // With an object or a list among them, values are any JSON.
    private static JsonTypes TypesOf(IReadOnlyList<JsonNode?> values)
    {
        var types = values.OfType<JsonNode>().Where(v => !JsonValues.IsNull(v)).Aggregate(JsonTypes.None, (all, v) => all | TypeOf(v));
        if ((types & (JsonTypes.Array | JsonTypes.Object)) != 0)
            return JsonTypes.None;
        return (types & JsonTypes.Number) != 0 ? types & ~JsonTypes.Integer : types;
    }

    private static JsonTypes TypeOf(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => JsonTypes.String,
        JsonValueKind.True or JsonValueKind.False => JsonTypes.Boolean,
        JsonValueKind.Number when long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) => JsonTypes.Integer,
        JsonValueKind.Number => JsonTypes.Number,
        JsonValueKind.Array => JsonTypes.Array,
        _ => JsonTypes.Object,
    };
}
