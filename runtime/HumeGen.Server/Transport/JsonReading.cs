using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Validation;

namespace HumeGen.Server.Transport;

/// <summary>Reads members of bodies that have been checked: absent and null are the same.</summary>
internal static class JsonReading
{
    public static string? Text(this JsonObject json, string name) => (json[name] as JsonValue)?.GetValue<string>();

    public static bool? Flag(this JsonObject json, string name) => (json[name] as JsonValue)?.GetValue<bool>();

    // Through the text, as 60.0 is an integer to JSON Schema but not to JsonValue.
    public static double? Number(this JsonObject json, string name) =>
        json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.Number
            ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)
            : null;

    public static int? Whole(this JsonObject json, string name) => (int?)json.Number(name);

    public static JsonObject? Object(this JsonObject json, string name) => json[name] as JsonObject;

    public static IReadOnlyList<JsonObject> Objects(this JsonObject json, string name) =>
        [.. (json[name] as JsonArray ?? []).OfType<JsonObject>()];

    public static IReadOnlyList<string> Texts(this JsonObject json, string name) =>
        [.. (json[name] as JsonArray ?? []).OfType<JsonValue>().Select(value => value.GetValue<string>())];

    /// <summary>A copy of a member, or what stands in for it when it is absent or null.</summary>
    public static JsonNode? Copy(this JsonObject json, string name, JsonNode? otherwise = null) => json[name]?.DeepClone() ?? otherwise;
}
