using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas.Rules;

/// <summary>
/// A schema with a discriminator of its own or of a part that others have as a part: a union, as a reference to the base may mean any of them. What is of the
/// base and of nothing derived from it is a record beside them.
/// </summary>
internal sealed class PolymorphicBaseRule : SchemaRule
{
    public override RuleResult? TryBind(SchemaSite site, SchemaBinder binder)
    {
        if (site.Component is not { } key || site.Schema.IsReference || site.Schema.Has(SchemaKeywords.Alternatives) || !binder.Document.Spec.DerivedSchemas(key).Any()
            || Discriminators(key, binder) is not { Count: > 0 } discriminators)
        {
            return null;
        }

        var draft = binder.Drafts.Add(DraftKind.Union, site, this);
        draft.IsBase = true;
        draft.SetDiscriminator(binder.Document.Spec.Schema(binder.Document.Spec.PolymorphicBases(key).First())!);
        // A base that no value means is none by itself.
        if (Values(discriminators, key) is not null)
        {
            draft.Self = new TypeDraft(DraftKind.Record, binder.Document, site.Schema.Pointer, site.Namespace, draft.Name + "Base", SchemaDocumentation.Of(site.Schema));
            binder.Drafts.Add(draft.Self);
        }

        return TypeUse.Of(draft);
    }

    public override void BindMembers(TypeDraft draft, SchemaSite site, SchemaBinder binder)
    {
        var discriminators = Discriminators(site.Component!, binder);
        foreach (var derived in binder.Document.Spec.DerivedSchemas(site.Component!))
        {
            if (!binder.DerivedVariants.Allows(1, binder.Document, site.Schema.Pointer))
                break;
            var use = binder.Use(SchemaSite.OfComponent(binder.Document, derived)!.Value);
            // One that is a base itself stands for those derived from it, which are here already.
            if (use.Draft is { Kind: DraftKind.Record })
                draft.Variants.Add(new VariantDraft(use, Values(discriminators, derived) ?? [], derived));
            else if (use.Draft?.Self is { } self && Values(discriminators, derived) is { } values)
                draft.Variants.Add(new VariantDraft(TypeUse.Of(self), values, derived));
        }

        if (draft.Self is { } own)
        {
            own.Properties.AddRange(binder.Members.Of(site with { Name = own.Name, Component = null }));
            draft.Variants.Add(new VariantDraft(TypeUse.Of(own), Values(discriminators, site.Component!)!, site.Component));
        }

        var parent = site.Schema.AllOf.Select(p => p.ReferenceKey is { } key ? SchemaSite.OfComponent(binder.Document, key) : null).OfType<SchemaSite>()
            .Select(p => binder.Use(p).Draft).FirstOrDefault(p => p is { Kind: DraftKind.Union, IsBase: true });
        draft.Base = parent?.DeclaredKey == draft.DeclaredKey ? parent : null;
    }

    private static IReadOnlyList<DiscriminatorNode> Discriminators(string key, SchemaBinder binder) =>
        [.. binder.Document.Spec.PolymorphicBases(key).Select(b => binder.Document.Spec.Schema(b)!.Discriminator!)];

    // The values of the nearest mapping that has any; empty, for the name of the schema, where there is no mapping. Null where no value means it.
    private static IReadOnlyList<string>? Values(IReadOnlyList<DiscriminatorNode> discriminators, string key) =>
        discriminators.Select(d => d.ValuesOf(key)).FirstOrDefault(v => v.Count > 0) ?? (discriminators.Any(d => d.HasMapping) ? null : []);
}
