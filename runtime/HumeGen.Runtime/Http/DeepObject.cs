using System.Text.Json;

namespace HumeGen;

/// <summary>
/// Spells a value as OpenAPI's deepObject style does, and goes on where that style stops, as most servers read it: objects in objects, and lists, whose
/// plain items are <c>name[]</c> and whose other items have a number.
/// </summary>
internal static class DeepObject
{
    public static IEnumerable<KeyValuePair<string, string>> Members(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(m => Members($"{name}[{m.Name}]", m.Value)),
        // Members of an object stay together by its number.
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) =>
            Members(item.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? $"{name}[{index}]" : name + "[]", item)),
        JsonValueKind.String => [new(name, value.GetString()!)],
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => [new(name, value.GetRawText())],
        _ => [],
    };
}
