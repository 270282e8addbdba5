using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Binding.Names;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>Binds the members of objects: allOf is flattened, so that a record has the members of all its parts, later ones winning.</summary>
internal sealed class MemberBinder(SchemaBinder binder)
{
    private readonly RepetitionLimit _inherited = new(Limits.InheritedMembers, "Parts of allOf", "members");

    /// <summary>The members of an object, and of all its parts.</summary>
    /// <param name="site">The object; types that stand inline in it are named after it.</param>
    /// <param name="others">Further parts, after those of the object itself.</param>
    public IReadOnlyList<PropertyDraft> Of(SchemaSite site, params SchemaNode[] others)
    {
        var members = new MemberList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Walk(members, site, seen);
        foreach (var other in others)
        {
            Walk(members, site.Inner(other, site.Name), new HashSet<string>(StringComparer.Ordinal));
            members.Require(site.Schema.Required);
        }

        return members.ToList();
    }

    // Parts before the members beside them, by a stack of its own: chains of parts may be long.
    private void Walk(MemberList members, SchemaSite site, HashSet<string> seen)
    {
        var open = new Stack<Part>();
        Open(open, site, seen);
        while (open.Count > 0)
        {
            var part = open.Peek();
            if (part.Next < part.Parts.Count)
            {
                Open(open, part.Site.Inner(part.Parts[part.Next++], part.Site.Name), seen);
                continue;
            }

            open.Pop();
            foreach (var (name, schema) in part.Site.Schema.Properties)
                members.Set(Member(part.Site, name, schema));
            members.Require(part.Site.Schema.Required);
        }
    }

    // What stands inline in a component is named after the component, so that it is the same type wherever the component is a part, also within
    // itself. Each component counts once: what has a part on many ways would otherwise take as many walks as there are ways.
    private void Open(Stack<Part> open, SchemaSite site, HashSet<string> seen)
    {
        while (site.Schema.ReferenceKey is { } key)
        {
            if (!seen.Add(key) || SchemaSite.OfComponent(binder.Document, key) is not { } component)
                return;
            if (!_inherited.Allows(1 + component.Schema.Properties.Count, binder.Document, component.Schema.Pointer))
                return;
            site = component;
        }

        if (!site.Schema.IsReference)
            open.Push(new Part(site));
    }

    private PropertyDraft Member(SchemaSite owner, string wireName, SchemaNode schema)
    {
        var constant = SchemaConstant.Of(schema);
        var site = owner.Inner(schema, owner.Name + CSharpNames.Pascal(wireName));
        var use = constant is { } known ? TypeUse.Of(known.Kind).OrNull(schema.AllowsNull && !schema.HasConst) : binder.Use(site);
        return new PropertyDraft(
            wireName,
            schema.PropertyName is { } given ? CSharpNames.Given(given) : null,
            use,
            owner.Schema.Required.Contains(wireName),
            constant?.Text,
            schema.IsSecret || SecretNames.Contains(wireName),
            SchemaDocumentation.Of(schema),
            schema.IsReadOnly ? PropertyAccess.ReadOnly : schema.IsWriteOnly ? PropertyAccess.WriteOnly : PropertyAccess.ReadWrite)
        {
            Free = constant is null ? null : constant.Value.Kind == RefKind.String ? EnumBinder.OfOne(site, binder) : binder.Use(site),
            IsErrorCode = schema.Flag(ExtensionWords.ErrorCode),
            Listed = use is { Draft: null, Kind: not RefKind.String } ? [.. schema.Target.Enum.Select(ListedValue).OfType<KeyValueModel>()] : [],
        };
    }

    private static KeyValueModel? ListedValue(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.Number => KeyValueModel.OfNumber(value.ToJsonString()),
        JsonValueKind.True or JsonValueKind.False => KeyValueModel.OfBoolean(value.ToJsonString()),
        _ => null,
    };

    /// <summary>A part whose own parts come first.</summary>
    private sealed class Part(SchemaSite site)
    {
        public SchemaSite Site { get; } = site;

        public IReadOnlyList<SchemaNode> Parts { get; } = site.Schema.AllOf;

        public int Next { get; set; }
    }
}
