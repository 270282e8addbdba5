using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Schemas;

/// <summary>Finds lists and maps that contain themselves with nothing but lists and maps between.</summary>
/// <remarks>They need a type with a name, as no C# type can be written out that holds itself.</remarks>
internal static class RecursiveSchemas
{
    /// <summary>Whether the items of a list, or the values of a map, lead back to the component.</summary>
    public static bool Contains(SchemaSite site)
    {
        if (site.Component is not { } component)
            return false;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<SchemaNode>(Within(site.Schema));
        while (open.Count > 0)
        {
            var next = open.Pop();
            if (next.ReferenceKey is not { } key)
                PushAll(Within(next));
            else if (key == component)
                return true;
            else if (seen.Add(key) && next.Component is { } target)
                PushAll(target.IsReference ? [target] : Within(target));
        }

        return false;

        void PushAll(IEnumerable<SchemaNode> schemas)
        {
            foreach (var schema in schemas)
                open.Push(schema);
        }
    }

    // What the schema is, or is made of, without a type of its own between.
    private static IEnumerable<SchemaNode> Within(SchemaNode schema)
    {
        if (schema.IsChoice)
            return schema.Alternatives.Where(a => !a.IsNullAlone).ToArray() is { Length: 1 } only ? only : [];
        if (schema.Has(SchemaKeywords.AllOf))
            return schema.AllOf.Count == 1 && !schema.Has(SchemaKeywords.Properties) ? schema.AllOf : [];
        if (schema.IsTuple)
            return [];
        return schema.ValueTypes switch
        {
            JsonTypes.Array when schema.Items is { } items => [items],
            JsonTypes.Object when !schema.Has(SchemaKeywords.Properties) && schema.FurtherProperties is { } values => [values],
            _ => [],
        };
    }
}
