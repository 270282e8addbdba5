using System.Text.Json.Nodes;
using HumeGen.Generator.Reading.References;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>Server-sent events as OpenAPI 3.2 describes them: objects with <c>data</c>, <c>event</c>, <c>id</c> and <c>retry</c>.</summary>
internal static class ServerSentEventSchemas
{
    /// <summary>The schema of the JSON in the data; null where the schema is not one of events, but of the JSON itself.</summary>
    public static JsonNode? Data(PatchedDocument document, JsonNode? schema)
    {
        schema = ReferenceResolver.Follow(document.Root, schema);
        if (((schema as JsonObject)?["oneOf"] ?? (schema as JsonObject)?["anyOf"]) is not JsonArray alternatives)
            return DataOfOne(document, schema);
        var all = alternatives.Select(a => DataOfOne(document, ReferenceResolver.Follow(document.Root, a))).OfType<JsonNode>().ToArray();
        return all.Length > 0 && all.Length == alternatives.Count ? new JsonObject { ["oneOf"] = new JsonArray(all) } : null;
    }

    private static JsonNode? DataOfOne(PatchedDocument document, JsonNode? schema)
    {
        // Beside its data an event may have no more than these.
        if ((schema as JsonObject)?["properties"] is not JsonObject properties || properties.Any(p => p.Key is not ("data" or "event" or "id" or "retry")))
            return null;
        var data = ReferenceResolver.Follow(document.Root, properties["data"]) as JsonObject;
        return data?["contentSchema"] is { } content ? document.CopySchema(content) : null;
    }
}
