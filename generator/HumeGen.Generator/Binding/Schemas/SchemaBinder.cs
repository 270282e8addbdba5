using System.Globalization;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Binding.Schemas.Rules;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>Turns the schemas of one document into drafts of types, by the first rule that answers.</summary>
internal sealed class SchemaBinder
{
    private static readonly SchemaRule[] Rules =
    [
        new CustomTypeRule(), new ReferenceRule(),
        // Parts and alternatives.
        new OnlyPartRule(), new ChoiceOfPartsRule(), new ComposedObjectRule(),
        new OnlyAlternativeRule(), new EnumOfAlternativesRule(), new ScalarOfAlternativesRule(), new UnionRule(), new PolymorphicBaseRule(),
        // One type, named or implied.
        new StringEnumRule(), new ScalarRule(), new TupleRule(), new ListRule(), new ObjectRule(), new MapRule(),
        // Several types, and none.
        new TypeListRule(), new ConstantRule(), new AnythingRule(),
    ];

    private readonly List<TypeDraft> _drafts;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, TypeUse?> _components = new(StringComparer.Ordinal);
    private readonly Dictionary<(JsonPointer Pointer, string Name, string Namespace), TypeUse> _inline = [];
    private readonly Queue<(SchemaRule Rule, TypeDraft Draft, SchemaSite Site)> _unfinished = new();
    private int _depth;

    public SchemaBinder(DocumentContext document, List<TypeDraft> drafts, CancellationToken cancellationToken)
    {
        Document = document;
        Members = new MemberBinder(this);
        _drafts = drafts;
        _cancellationToken = cancellationToken;
    }

    public DocumentContext Document { get; }

    /// <summary>Binds the members of objects.</summary>
    public MemberBinder Members { get; }

    /// <summary>Drafts all component schemas, referred to or not, but those that an overlay leaves out.</summary>
    public void BindComponents()
    {
        foreach (var key in Document.Spec.SchemaKeys)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (!Document.Spec.Schema(key)!.IsIgnored)
                Use(ComponentSite(key)!.Value);
        }

        Finish();
    }

    /// <summary>The type of a schema that stands outside the components; types of its own are named after <paramref name="name"/>.</summary>
    public TypeUse Bind(SchemaNode schema, string name)
    {
        var use = Use(new SchemaSite(schema, name, Document.Namespace, null));
        Finish();
        return use;
    }

    /// <summary>The type of a component; any JSON where there is none of that key.</summary>
    public TypeUse BindComponent(string key)
    {
        var use = ComponentSite(key) is { } site ? Use(site) : TypeUse.Json;
        Finish();
        return use;
    }

    /// <summary>Binds the members of all types that are drafted by now, and of those that come up on the way.</summary>
    public void Finish()
    {
        while (_unfinished.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var (rule, draft, site) = _unfinished.Dequeue();
            rule.BindMembers(draft, site, this);
        }
    }

    /// <summary>The type of a schema within another one. Its members are bound later.</summary>
    public TypeUse Use(SchemaSite site)
    {
        // Lists and maps within each other: each level is a call.
        if (_depth >= Limits.Nesting)
        {
            Document.Report(Descriptors.NestedTooDeeply, site.Schema.Pointer, Limits.Nesting.ToString(CultureInfo.InvariantCulture));
            return TypeUse.Json;
        }

        _depth++;
        var use = Follow(site);
        _depth--;
        return use;
    }

    // A schema may be what another one is, which is what a third one is: a loop, as such chains may be long.
    private TypeUse Follow(SchemaSite site)
    {
        var passed = new Stack<(SchemaSite Site, bool Nullable)>();
        TypeUse? use;
        while ((use = Known(site)) is null)
        {
            if (site.Component is { } key)
                _components[key] = null;
            var result = Apply(site);
            passed.Push((site, result.Nullable));
            use = result.Use;
            if (use is not null)
                break;
            site = result.Same!.Value;
        }

        var found = use!;
        while (passed.Count > 0)
        {
            var (from, nullable) = passed.Pop();
            found = found.OrNull(nullable);
            Remember(from, found);
        }

        return found;
    }

    private RuleResult Apply(SchemaSite site)
    {
        if (site.Component is null && site.Schema.GivenName is { } given && site.Schema.Types != JsonTypes.Array)
            site = site with { Name = CSharpNames.Given(given) };
        return ApplyRules(site);
    }

    /// <summary>The answer for a schema whose name is settled.</summary>
    public RuleResult ApplyRules(SchemaSite site)
    {
        foreach (var rule in Rules)
        {
            if (rule.TryBind(site, this) is not { } result)
                continue;
            var nullable = rule.AddsNull && site.Schema.AllowsNull;
            return result.Use is { } use ? result with { Use = use.OrNull(nullable) } : result with { Nullable = result.Nullable || nullable };
        }

        throw new InvalidOperationException("The last rule answers for every schema.");
    }

    private TypeUse? Known(SchemaSite site)
    {
        if (site.Component is not { } key)
            return _inline.TryGetValue((site.Schema.Pointer, site.Name, site.Namespace), out var inline) ? inline : null;
        if (!_components.TryGetValue(key, out var known) || known is not null)
            return known;
        Document.Report(Descriptors.RecursiveAlias, site.Schema.Pointer, key);
        return TypeUse.Json;
    }

    // One place of the document is one type, however many objects have it as a part.
    private void Remember(SchemaSite site, TypeUse use)
    {
        if (site.Component is { } key)
            _components[key] = use;
        else
            _inline[(site.Schema.Pointer, site.Name, site.Namespace)] = use;
    }

    /// <summary>Where a component becomes a type; null where there is none of that key.</summary>
    public SchemaSite? ComponentSite(string key) => Document.Spec.Schema(key) is { } schema
        ? new SchemaSite(
            schema,
            schema.GivenName is { } given ? CSharpNames.Given(given) : CSharpNames.ForComponent(key),
            schema.GivenNamespace is { } other ? Document.FindNamespace(other) : Document.Namespace,
            key)
        : null;

    /// <summary>The type of the items of a list; any JSON where the schema does not say.</summary>
    public TypeUse ItemsOf(SchemaSite site) => site.Schema.Items is { } items ? Use(site.Inner(items, site.Name + "Item")) : TypeUse.Json;

    /// <summary>Drafts a type for a schema.</summary>
    /// <param name="members">The rule that binds its members later; null where there is nothing left to bind.</param>
    public TypeDraft Draft(DraftKind kind, SchemaSite site, SchemaRule? members = null)
    {
        var draft = new TypeDraft(kind, Document, site.Schema.Pointer, site.Namespace, site.Name, SchemaDocumentation.Of(site.Schema))
        {
            IsNamed = site.Component is not null || site.Schema.GivenName is not null,
            IsNamedByHand = site.Schema.GivenName is not null,
            HasDocsThatCount = site.Schema.Flag(ExtensionWords.Docs),
        };
        Add(draft);
        if (site.Component is not null)
            Remember(site, TypeUse.Of(draft));
        if (members is not null)
            _unfinished.Enqueue((members, draft, site));
        return draft;
    }

    /// <summary>Adds a draft that belongs to no schema alone.</summary>
    public void Add(TypeDraft draft) => _drafts.Add(draft);
}
