using System.Text.Json.Nodes;
using HumeGen.Generator.Reading.References;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>
/// Server-sent events as OpenAPI 3.2 describes them: objects with <c>data</c>, <c>event</c>, <c>id</c> and <c>retry</c>, where data is a text that may hold JSON.
/// </summary>
internal static class ServerSentEventSchemas
{
    /// <summary>
    /// The schema of an item: of the data alone where an event says nothing else, or of the event with the schema of the JSON in place of the text that
    /// holds it. Null where the schema is not one of such events.
    /// </summary>
    public static JsonNode? Item(PatchedDocument document, JsonNode? schema)
    {
        if (ReferenceResolver.Follow(document.Root, schema) is not JsonObject target || !IsEvent(target))
            return null;
        var keyword = target["oneOf"] is JsonArray ? "oneOf" : "anyOf";
        if (target[keyword] is not JsonArray alternatives)
            return DataOf(document, target) is { } data ? SaysNothingElse(document, target) ? Content(document, data) : Event(document, target, null, null) : null;

        var events = alternatives.Select(a => ReferenceResolver.Follow(document.Root, a) as JsonObject).OfType<JsonObject>().ToArray();
        if (events.Length < alternatives.Count || !events.All(IsEvent) || !events.Append(target).Any(e => DataOf(document, e) is not null))
            return null;
        var item = new JsonObject
        {
            [keyword] = new JsonArray([.. events.Select((e, i) => (JsonNode)Event(document, target, e, ReferenceResolver.Of(alternatives[i])))]),
        };
        foreach (var word in target.Where(w => w.Key == "description" || OpenApiGrammar.IsExtension(w.Key)))
            item[word.Key] = word.Value?.DeepClone();
        return item;
    }

    // An event may have no more than these.
    private static bool IsEvent(JsonObject schema) => schema["allOf"] is null
        && (schema["properties"] as JsonObject ?? []).All(p => p.Key is "data" or "event" or "id" or "retry");

    // The schema of the data where that is a text; null where it is not.
    private static JsonObject? DataOf(PatchedDocument document, JsonObject schema) =>
        ReferenceResolver.Follow(document.Root, (schema["properties"] as JsonObject)?["data"]) is JsonObject data
        && (data["type"].AsText() == "string" || data["contentSchema"] is not null || data["contentMediaType"] is not null)
            ? data : null;

    // A name that is always the same says nothing.
    private static bool SaysNothingElse(PatchedDocument document, JsonObject schema)
    {
        var properties = (JsonObject)schema["properties"]!;
        if (properties.ContainsKey("id") || properties.ContainsKey("retry"))
            return false;
        var name = ReferenceResolver.Follow(document.Root, properties["event"]) as JsonObject;
        return name is null || name["const"] is not null || name["enum"] is JsonArray { Count: 1 };
    }

    // The name that all events of a kind have; null where it may differ.
    private static string? NameOf(PatchedDocument document, JsonObject properties) => ReferenceResolver.Follow(document.Root, properties["event"]) is JsonObject name
        ? name["const"].AsText() ?? (name["enum"] is JsonArray { Count: 1 } names ? names[0].AsText() : null)
        : null;

    // What the alternative says counts, and beside it what all of them have.
    private static JsonObject Event(PatchedDocument document, JsonObject all, JsonObject? alternative, string? reference)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var schema in new[] { all, alternative }.OfType<JsonObject>())
        {
            foreach (var property in schema["properties"] as JsonObject ?? [])
            {
                if (property.Value is { } value)
                    properties[property.Key] = property.Key == "data" && DataOf(document, schema) is { } data ? Content(document, data) : document.CopySchema(value);
            }

            foreach (var name in (schema["required"] as JsonArray ?? []).Select(r => r.AsText()).Where(r => r is not null && !required.Any(known => known.AsText() == r)))
                required.Add(JsonValue.Create(name));
        }

        var copy = new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required };
        foreach (var word in (alternative ?? all).Where(w => w.Key is "title" or "description" || OpenApiGrammar.IsExtension(w.Key)))
            copy[word.Key] = word.Value?.DeepClone();
        // The title names the type.
        if (copy["title"] is null && (reference is not null ? JsonPointer.Parse(reference).Last : NameOf(document, properties)) is { } title)
            copy["title"] = title;
        document.SetOrigin(copy, document.OriginOf(alternative ?? all));
        return copy;
    }

    private static JsonNode Content(PatchedDocument document, JsonObject data) =>
        data["contentSchema"] is { } content ? document.CopySchema(content)
        : data["contentMediaType"].AsText() is { } type && type.IndexOf("json", StringComparison.OrdinalIgnoreCase) >= 0 ? new JsonObject()
        : document.CopySchema(data);
}
