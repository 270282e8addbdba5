using HumeGen.Generator.Binding.Drafts;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>The types of schemas that are bound already: components by their keys, and what stands inline by place and name.</summary>
internal sealed class SchemaUses(DocumentContext document)
{
    // A component without a type is being bound.
    private readonly Dictionary<string, TypeUse?> _components = new(StringComparer.Ordinal);
    private readonly Dictionary<(JsonPointer Pointer, string Name, string Namespace), TypeUse> _inline = [];

    /// <summary>The type of a schema; null where it is not bound yet. A component that leads to nothing but itself is any JSON, which is reported.</summary>
    public TypeUse? Find(SchemaSite site)
    {
        if (site.Component is not { } key)
            return _inline.TryGetValue((site.Schema.Pointer, site.Name, site.Namespace), out var inline) ? inline : null;
        if (!_components.TryGetValue(key, out var known) || known is not null)
            return known;
        document.Report(Descriptors.RecursiveAlias, site.Schema.Pointer, key);
        return TypeUse.Json;
    }

    /// <summary>Notes that a schema is being bound.</summary>
    public void Begin(SchemaSite site)
    {
        if (site.Component is { } key)
            _components[key] = null;
    }

    /// <summary>Notes the type of a schema. One place of the document is one type, however many objects have it as a part.</summary>
    public void Remember(SchemaSite site, TypeUse use)
    {
        if (site.Component is { } key)
            _components[key] = use;
        else
            _inline[(site.Schema.Pointer, site.Name, site.Namespace)] = use;
    }
}
