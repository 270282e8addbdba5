using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>Finds the lists and maps of a document that contain themselves with nothing but lists and maps between.</summary>
/// <remarks>They need a type with a name, as no C# type can be written out that holds itself.</remarks>
internal sealed class RecursiveSchemas
{
    // Whether a component leads back to itself, by its key. Each is followed once, however long the chains are.
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Whether the items of a list, or the values of a map, lead back to the component.</summary>
    public bool Contains(SchemaSite site)
    {
        if (site.Component is not { } component)
            return false;
        if (!_known.ContainsKey(component))
            Follow(component, site.Schema);
        return _known[component];
    }

    private void Follow(string component, SchemaNode schema)
    {
        var path = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var (key, next) = ((string?)component, (SchemaNode?)schema); key is not null && !_known.ContainsKey(key); (key, next) = Target(next!))
        {
            path.Add(key, path.Count);
            _known.Add(key, false);
            if (Target(next!).Key is not { } target || !path.TryGetValue(target, out var start))
                continue;
            foreach (var recursive in path.Where(p => p.Value >= start))
                _known[recursive.Key] = true;
        }
    }

    // The component that a schema leads to.
    private static (string? Key, SchemaNode? Schema) Target(SchemaNode schema)
    {
        for (var next = schema.IsReference ? schema : Within(schema); next is not null; next = Within(next))
        {
            if (next.ReferenceKey is { } key)
                return next.Component is { } target ? (key, target) : (null, null);
        }

        return (null, null);
    }

    // The one schema that the schema is, or is made of, without a type of its own between.
    private static SchemaNode? Within(SchemaNode schema)
    {
        if (schema.IsChoice)
            return schema.Alternatives.Where(a => !a.IsNullAlone).ToArray() is { Length: 1 } only ? only[0] : null;
        if (schema.Has(SchemaKeywords.AllOf))
            return schema.AllOf.Count == 1 && !schema.Has(SchemaKeywords.Properties) ? schema.AllOf[0] : null;
        if (schema.IsTuple)
            return null;
        return schema.ValueTypes switch
        {
            JsonTypes.Array => schema.Items,
            JsonTypes.Object when !schema.Has(SchemaKeywords.Properties) => schema.FurtherProperties,
            _ => null,
        };
    }
}
