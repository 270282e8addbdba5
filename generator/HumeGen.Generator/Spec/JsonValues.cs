using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Spec;

/// <summary>Kinds of JSON values as the library reads them.</summary>
internal static class JsonValues
{
    public static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool flag) && flag;

    /// <summary>The names of a list of texts, or of a dotted text, without empty ones; null for anything else.</summary>
    public static IReadOnlyList<string>? Path(JsonNode? node)
    {
        var names = node is JsonArray items ? [.. items.Select(i => i.AsText())] : node.AsText()?.Split('.') ?? [];
        return names.All(n => n is not null) && names.Any(n => n!.Length > 0) ? [.. names.Where(n => n!.Length > 0).Select(n => n!)] : null;
    }

    /// <summary>Whether a value is null. The library has a text of its own for null within lists.</summary>
    public static bool IsNull(JsonNode? node) => node is null || node.GetValueKind() == JsonValueKind.Null || node.IsJsonNullSentinel();

    /// <summary>Whether a value is a text, and not the library's null.</summary>
    public static bool IsText(JsonNode? node) => node is JsonValue value && !IsNull(node) && value.TryGetValue(out string? _);
}
