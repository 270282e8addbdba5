using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading;

/// <summary>Questions about JSON whose shape is not known.</summary>
internal static class JsonNodeExtensions
{
    /// <summary>The value of a string; null for anything else.</summary>
    public static string? AsText(this JsonNode? node) => node is JsonValue && node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;

    /// <summary>Whether the node is true or false.</summary>
    public static bool IsBoolean(this JsonNode? node) => node is JsonValue && node.GetValueKind() is JsonValueKind.True or JsonValueKind.False;

    /// <summary>The members that are objects; none where the node is no object itself.</summary>
    public static KeyValuePair<string, JsonObject>[] Objects(this JsonNode? node) => node is JsonObject parent
        ? [.. parent.Where(p => p.Value is JsonObject).Select(p => new KeyValuePair<string, JsonObject>(p.Key, (JsonObject)p.Value!))]
        : [];

    /// <summary>The member that is an object; it is made where there is none.</summary>
    public static JsonObject GetOrAddObject(this JsonObject parent, string name)
    {
        if (parent[name] is not JsonObject child)
            parent[name] = child = [];
        return child;
    }
}
