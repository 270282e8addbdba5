using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>
/// Drafts the types of schemas. Their members are bound by the same rule later, from a work list, so that schemas may refer to each other in circles and
/// chains of objects need no stack.
/// </summary>
internal sealed class SchemaDrafts(SchemaBinder binder, SchemaUses uses, List<TypeDraft> drafts, CancellationToken cancellationToken)
{
    private readonly Queue<(SchemaRule Rule, TypeDraft Draft, SchemaSite Site)> _unfinished = new();

    /// <summary>Drafts the type of a schema.</summary>
    /// <param name="kind">The kind of type.</param>
    /// <param name="site">The schema.</param>
    /// <param name="members">The rule that binds its members later; null where there is nothing left to bind.</param>
    public TypeDraft Add(DraftKind kind, SchemaSite site, SchemaRule? members = null)
    {
        var draft = New(kind, site);
        Add(draft);
        if (site.Component is not null)
            uses.Remember(site, TypeUse.Of(draft));
        if (members is not null)
            _unfinished.Enqueue((members, draft, site));
        return draft;
    }

    /// <summary>A draft that is not among the types yet.</summary>
    public TypeDraft New(DraftKind kind, SchemaSite site) => new(kind, binder.Document, site.Schema.Pointer, site.Namespace, site.Name, SchemaDocumentation.Of(site.Schema))
    {
        IsNamed = site.Component is not null || site.Schema.TypeName is not null,
        IsNamedByHand = site.Schema.TypeName is not null,
        HasDocsThatCount = site.Schema.Flag(ExtensionWords.Docs),
    };

    /// <summary>Adds a draft that belongs to no schema alone.</summary>
    public void Add(TypeDraft draft) => drafts.Add(draft);

    /// <summary>Binds the members of all types that are drafted by now, and of those that come up on the way.</summary>
    public void Finish()
    {
        while (_unfinished.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (rule, draft, site) = _unfinished.Dequeue();
            rule.BindMembers(draft, site, binder);
        }
    }
}
