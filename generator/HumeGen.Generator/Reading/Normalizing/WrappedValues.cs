using System.Text.Json;
using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>
/// Values of enums and constants that tools write in forms of their own: each as an object with the value inside (<c>{type: stringLiteral, value: hello}</c>),
/// or as the type <c>literal&lt;"hello"&gt;</c> in an extension.
/// </summary>
internal static class WrappedValues
{
    private const string Start = "literal<";

    private static readonly HashSet<string> Beside = ["type", "name", "title", "summary", "description", "deprecated", "$comment"];

    /// <summary>Puts the plain values in their place. Where these contradict the type of the schema, they decide it.</summary>
    public static void Unwrap(JsonObject schema, PatchedDocument document)
    {
        Literal(schema);
        if (schema.ContainsKey("properties") || HasType(schema, "object"))
            return;
        if (schema["const"] is JsonObject constant && schema.ContainsKey("type") && ValueOf(constant) is not null)
        {
            schema["const"] = Take(constant, document);
            Retype(schema, [schema["const"]!]);
        }

        if (schema["enum"] is not JsonArray values || !values.Any(v => ValueOf(v) is not null) || values.Any(v => ValueOf(v) is null && v is not (null or JsonValue)))
            return;
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is JsonObject wrapped)
                values[i] = Take(wrapped, document);
        }

        Retype(schema, values);
    }

    // A text, number or truth value behind "value", with nothing beside it that would make the object more than that.
    private static JsonValue? ValueOf(JsonNode? node) =>
        node is JsonObject members && members["value"] is JsonValue value && members.All(m => m.Key == "value" || Beside.Contains(m.Key) || OpenApiGrammar.IsExtension(m.Key))
            ? value : null;

    private static JsonNode Take(JsonObject wrapped, PatchedDocument document)
    {
        var value = wrapped["value"]!;
        document.SetOrigin(value, document.OriginOf(value));
        wrapped.Remove("value");
        return value;
    }

    private static void Retype(JsonObject schema, IEnumerable<JsonNode?> values)
    {
        var kinds = values.OfType<JsonValue>().Select(KindOf).Distinct().ToList();
        if (!schema.ContainsKey("type") || kinds.All(k => HasType(schema, k) || (k == "integer" && HasType(schema, "number"))))
            return;
        if (kinds.Contains("number"))
            kinds.Remove("integer");
        if (HasType(schema, "null") || values.Contains(null))
            kinds.Add("null");
        schema["type"] = kinds.Count == 1 ? kinds[0] : new JsonArray([.. kinds.Select(k => (JsonNode)k)]);
    }

    private static string KindOf(JsonValue value) => value.GetValueKind() switch
    {
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.TryGetValue(out long _) ? "integer" : "number",
        _ => "string",
    };

    private static bool HasType(JsonObject schema, string type) =>
        schema["type"] is JsonArray types ? types.Any(t => t.AsText() == type) : schema["type"].AsText() == type;

    // Counts where the schema itself says nothing of its values.
    private static void Literal(JsonObject schema)
    {
        if (schema["x-fern-type"].AsText() is not { } type || !type.StartsWith(Start, StringComparison.Ordinal) || type[type.Length - 1] != '>')
            return;
        if (schema.Any(m => m.Key is not ("description" or "title" or "deprecated" or "type") && !OpenApiGrammar.IsExtension(m.Key)))
            return;
        try
        {
            if (JsonNode.Parse(type.Substring(Start.Length, type.Length - Start.Length - 1)) is not JsonValue value)
                return;
            schema["const"] = value;
            Retype(schema, [value]);
        }
        catch (JsonException)
        {
            // A type that means something else.
        }
    }
}
