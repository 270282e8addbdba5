using System.Globalization;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>One of several schemas. Whether it is a union of objects or of values shows when all variants are known.</summary>
internal sealed class UnionRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder)
    {
        if (!site.Schema.IsChoice)
            return null;
        var draft = binder.Drafts.Add(DraftKind.Union, site, this);
        draft.SetDiscriminator(site.Schema);
        return TypeUse.Of(draft).OrNull(site.Schema.Alternatives.Any(a => a.IsNullAlone));
    }

    public override void BindMembers(TypeDraft draft, SchemaSite site, SchemaBinder binder)
    {
        var discriminator = site.Schema.Discriminator;
        var number = 0;
        var variants = site.Schema.Alternatives.Where(a => !a.IsNullAlone).ToArray();
        var texts = variants.Count(v => !v.IsReference && v.ValueTypes == JsonTypes.String);
        foreach (var variant in variants)
        {
            number++;
            var isOnlyText = texts == 1 && !variant.IsReference && variant.ValueTypes == JsonTypes.String;
            var suffix = VariantNames.Of(variant, discriminator?.PropertyName) ?? (isOnlyText ? "Text" : null) ?? number.ToString(CultureInfo.InvariantCulture);
            var key = variant.ReferenceKey;
            draft.Variants.Add(new VariantDraft(binder.Use(site.Inner(variant, draft.Name + suffix)), discriminator?.ValuesOf(key) ?? [], key));
        }
    }
}
