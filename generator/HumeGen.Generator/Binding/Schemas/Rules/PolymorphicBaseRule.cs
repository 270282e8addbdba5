using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>A schema with a discriminator that others have as a part: a union, as whoever asks for the base may get any of them.</summary>
internal sealed class PolymorphicBaseRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder)
    {
        if (site.Schema.Discriminator?.PropertyName is null || site.Component is not { } key || site.Schema.Has(SchemaKeywords.AllOf | SchemaKeywords.Alternatives)
            || binder.Document.Spec.DerivedSchemas(key).Count == 0)
        {
            return null;
        }

        var draft = binder.Drafts.Add(DraftKind.Union, site, this);
        draft.IsBase = true;
        draft.SetDiscriminator(site.Schema);
        return TypeUse.Of(draft);
    }

    public override void BindMembers(TypeDraft draft, SchemaSite site, SchemaBinder binder)
    {
        var discriminator = site.Schema.Discriminator!;
        foreach (var derived in binder.Document.Spec.DerivedSchemas(site.Component!))
        {
            var use = binder.Use(SchemaSite.OfComponent(binder.Document, derived)!.Value);
            // One that is a base itself stands for those derived from it, which are here already.
            if (use.Draft is { Kind: DraftKind.Record })
                draft.Variants.Add(new VariantDraft(use, discriminator.ValuesOf(derived), derived));
        }

        // Values that mean the base itself, or something that has it not as a part.
        if (discriminator.ValuesOf(site.Component) is not { Count: > 0 } own)
            return;
        var self = new TypeDraft(DraftKind.Record, binder.Document, site.Schema.Pointer, site.Namespace, draft.Name + "Base", SchemaDocumentation.Of(site.Schema));
        binder.Drafts.Add(self);
        self.Properties.AddRange(binder.Members.Of(site with { Name = self.Name, Component = null }));
        draft.Variants.Add(new VariantDraft(TypeUse.Of(self), own, site.Component));
    }
}
