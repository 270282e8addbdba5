using System.Text.Json.Nodes;

namespace HumeGen.Generator.Spec;

/// <summary>References to components in the parts of a document that the library does not read.</summary>
internal static class ComponentReference
{
    /// <summary>The key of the component that a node refers to; null where the node is no reference.</summary>
    public static string? Key(JsonNode? node) => (node as JsonObject)?["$ref"] is JsonValue reference
        ? reference.ToString().Split('/').Last().Replace("~1", "/").Replace("~0", "~") : null;
}
