using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Calls;

/// <summary>Tells which part of a server-sent event the schema of an item describes.</summary>
internal static class EventItems
{
    private const int Depth = 8;

    /// <summary>
    /// All of the event where the schema has nothing but parts of events, data and another one among them; its data as text where that is a text; else the
    /// JSON in its data, with the name of the event where the schema has a property for it.
    /// </summary>
    public static ItemForm FormOf(SchemaNode schema)
    {
        if (schema.Target.ValueTypes == JsonTypes.String && schema.Target.Alternatives.Count == 0)
            return ItemForm.Text;
        var names = new HashSet<string>(Properties(schema, Depth));
        return !names.Contains("event") && !(names.Contains("data") && (names.Contains("id") || names.Contains("retry"))) ? ItemForm.Json
            : names.Contains("data") && names.All(n => n is "data" or "event" or "id" or "retry") ? ItemForm.Event
            : names.Contains("event") ? ItemForm.NamedJson
            : ItemForm.Json;
    }

    private static IEnumerable<string> Properties(SchemaNode schema, int depth) => depth == 0 ? [] : schema.Target.Properties.Select(p => p.Name)
        .Concat(schema.Target.AllOf.Concat(schema.Target.Alternatives).SelectMany(s => Properties(s, depth - 1)));
}
