using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>Alternatives that are all one kind of plain value, whatever else they say of it.</summary>
internal sealed class ScalarOfAlternativesRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder)
    {
        if (!site.Schema.IsChoice)
            return null;
        var all = site.Schema.Alternatives;
        var variants = all.Where(a => !a.IsNullAlone).Select(v => v.Target).ToArray();
        var types = variants.Select(v => v.TypesButNull).Distinct().ToArray();
        return types.Length == 1 && variants.All(IsPlain) && ScalarKinds.WithoutFormat(types[0]) is { } kind
            ? TypeUse.Of(kind).OrNull(variants.Length < all.Count) : null;
    }

    private static bool IsPlain(SchemaNode schema) => schema.Format is not ("binary" or "byte" or "base64") && !schema.Has(SchemaKeywords.Enum);
}
