using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Spec;

/// <summary>Kinds of JSON values as the library reads them.</summary>
internal static class JsonValues
{
    public static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool flag) && flag;

    /// <summary>Whether a value is null. The library has a text of its own for null within lists.</summary>
    public static bool IsNull(JsonNode? node) => node is null || node.GetValueKind() == JsonValueKind.Null || node.IsJsonNullSentinel();

    /// <summary>Whether a value is a text, and not the library's null.</summary>
    public static bool IsText(JsonNode? node) => node is JsonValue value && !IsNull(node) && value.TryGetValue(out string? _);
}
