using System.Globalization;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Binding.Schemas.Rules;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>Turns the schemas of one document into types, by the first rule that answers.</summary>
internal sealed class SchemaBinder
{
    private static readonly SchemaRule[] Rules =
    [
        new CustomTypeRule(), new ReferenceRule(), new NumberOrTextRule(),
        // Parts and alternatives.
        new PolymorphicBaseRule(), new OnlyPartRule(), new ChoiceOfPartsRule(), new ComposedObjectRule(),
        new OnlyAlternativeRule(), new EnumOfAlternativesRule(), new ScalarOfAlternativesRule(), new UnionRule(),
        // One type, named or implied.
        new StringEnumRule(), new ScalarRule(), new TupleRule(), new ListRule(), new ObjectRule(), new MapRule(),
        // Several types, and none.
        new TypeListRule(), new ConstantRule(), new AnythingRule(),
    ];

    private readonly SchemaUses _uses;
    private readonly CancellationToken _cancellationToken;
    private int _depth;

    /// <param name="drafts">Takes the types.</param>
    public SchemaBinder(DocumentContext document, List<TypeDraft> drafts, CancellationToken cancellationToken)
    {
        Document = document;
        _uses = new SchemaUses(document);
        _cancellationToken = cancellationToken;
        Drafts = new SchemaDrafts(this, _uses, drafts, cancellationToken);
        Members = new MemberBinder(this);
    }

    public DocumentContext Document { get; }

    /// <summary>Drafts types, and binds their members later.</summary>
    public SchemaDrafts Drafts { get; }

    /// <summary>Counts the variants of polymorphic bases.</summary>
    public RepetitionLimit DerivedVariants { get; } = new(Limits.InheritedVariants, "Schemas derived from others", "variants");

    /// <summary>Lists and maps that contain themselves.</summary>
    public RecursiveSchemas Recursive { get; } = new();

    /// <summary>Binds the members of objects.</summary>
    public MemberBinder Members { get; }

    /// <summary>Binds all component schemas, referred to or not, but those that an overlay leaves out.</summary>
    public void BindComponents()
    {
        foreach (var site in Document.Spec.SchemaKeys.Select(k => SchemaSite.OfComponent(Document, k)).OfType<SchemaSite>().Where(s => !s.Schema.IsIgnored))
        {
            _cancellationToken.ThrowIfCancellationRequested();
            Use(site);
        }

        Drafts.Finish();
    }

    /// <summary>The type of a schema that stands outside the components; types of its own are named after <paramref name="name"/>.</summary>
    public TypeUse Bind(SchemaNode schema, string name) => BindWhole(new SchemaSite(schema, name, Document.Namespace, null));

    /// <summary>The type of a component; any JSON where there is none of that key.</summary>
    public TypeUse BindComponent(string key) => SchemaSite.OfComponent(Document, key) is { } site ? BindWhole(site) : TypeUse.Json;

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

    /// <summary>The type of the items of a list; any JSON where the schema does not say.</summary>
    public TypeUse UseItems(SchemaSite site) => site.Schema.Items is { } items ? Use(site.Inner(items, site.Name + "Item")) : TypeUse.Json;

    /// <summary>The answer for a schema whose name is settled.</summary>
    public RuleResult ApplyRules(SchemaSite site)
    {
        var (rule, result) = Rules.Select(r => (Rule: r, Result: r.TryBind(site, this))).First(r => r.Result is not null);
        var nullable = rule.AddsNull && site.Schema.AllowsNull;
        return result!.Use is { } use ? result with { Use = use.OrNull(nullable) } : result with { Nullable = result.Nullable || nullable };
    }

    // A schema may be what another one is, which is what a third one is: a loop, as such chains may be long.
    private TypeUse Follow(SchemaSite site)
    {
        var passed = new Stack<(SchemaSite Site, bool Nullable)>();
        var use = _uses.Find(site);
        while (use is null)
        {
            _uses.Begin(site);
            var result = ApplyRules(site.Component is null && site.Schema is { TypeName: { } given, Types: not JsonTypes.Array }
                ? site with { Name = CSharpNames.Given(given) } : site);
            passed.Push((site, result.Nullable));
            use = result.Use ?? _uses.Find(site = result.Same!.Value);
        }

        foreach (var (from, nullable) in passed)
            _uses.Remember(from, use = use.OrNull(nullable));
        return use;
    }

    private TypeUse BindWhole(SchemaSite site)
    {
        var use = Use(site);
        Drafts.Finish();
        return use;
    }
}
