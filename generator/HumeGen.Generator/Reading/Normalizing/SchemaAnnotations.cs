using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>Keywords that only describe a schema. What they hold never costs the schema: a wrong kind of value is passed over.</summary>
internal static class SchemaAnnotations
{
    private static readonly string[] Texts = ["title", "description", "$comment"];

    // Read by the time the schemas are: references are spelled without them.
    private static readonly string[] Identifiers = ["$id", "$anchor", "$schema"];

    /// <summary>Leaves what a reader can read.</summary>
    public static void Clean(JsonObject schema)
    {
        foreach (var key in Identifiers)
            schema.Remove(key);
        foreach (var key in Texts)
        {
            if (!schema.TryGetPropertyValue(key, out var value))
                continue;
            switch (value?.GetValueKind())
            {
                case JsonValueKind.String:
                    break;
                case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                    schema[key] = value!.ToJsonString();
                    break;
                default:
                    schema.Remove(key);
                    break;
            }
        }
    }
}
