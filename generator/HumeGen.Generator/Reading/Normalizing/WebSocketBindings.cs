using System.Text.Json.Nodes;
using HumeGen.Generator.Reading.References;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>
/// Brings the query and the headers with which a channel is opened into one object of properties each, at the channel's own WebSocket binding. Documents
/// have them at the channel, its operations or its servers, as an object, a reference, or parts of either. The channel's bindings say too whether it is one
/// of HTTP.
/// </summary>
internal static class WebSocketBindings
{
    private static readonly string[] Places = ["query", "headers"];

    /// <summary>Gathers the parameters of every channel.</summary>
    /// <exception cref="LimitException">The document has too many nodes with the copies.</exception>
    public static void Gather(PatchedDocument document)
    {
        foreach (var channel in Objects(document.Root["channels"]))
        {
            var owners = Owners(document.Root, channel).ToArray();
            var sources = owners.Select(o => Binding(document.Root, o, "ws")).OfType<JsonObject>().ToArray();
            // Servers of HTTP have bindings of HTTP, whatever their channels are.
            if (owners.Any(o => o["protocol"] is null && o["url"] is null && Binding(document.Root, o, "http") is not null))
                channel.GetOrAddObject("bindings").GetOrAddObject(sources.Length > 0 ? "ws" : "http");
            foreach (var place in Places)
                Gather(document, channel, place, sources.Select(s => s[place]).OfType<JsonObject>());
        }
    }

    // The nearest to the channel first, as the first counts.
    private static IEnumerable<JsonObject> Owners(JsonObject root, JsonObject channel)
    {
        yield return channel;
        foreach (var action in new[] { "publish", "subscribe" })
        {
            if (channel[action] is JsonObject operation)
                yield return operation;
        }

        foreach (var operation in Objects(root["operations"]).Where(o => ReferenceResolver.Follow(root, o["channel"]) == channel))
            yield return operation;
        foreach (var server in channel["servers"] is JsonArray { Count: > 0 } named ? named.Select(s => Server(root, s)).OfType<JsonObject>() : Objects(root["servers"]))
            yield return server;
    }

    private static JsonObject? Server(JsonObject root, JsonNode? server) =>
        (server.AsText() is { } name ? (root["servers"] as JsonObject)?[name] : ReferenceResolver.Follow(root, server)) as JsonObject;

    private static JsonObject? Binding(JsonObject root, JsonObject owner, string protocol) =>
        ReferenceResolver.Follow(root, (ReferenceResolver.Follow(root, owner["bindings"]) as JsonObject)?[protocol]) as JsonObject;

    private static void Gather(PatchedDocument document, JsonObject channel, string place, IEnumerable<JsonObject> schemas)
    {
        var properties = new JsonObject();
        var required = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<JsonNode>();
        foreach (var schema in schemas)
            Add(schema, isCertain: true);
        if (properties.Count == 0)
            return;
        channel.GetOrAddObject("bindings").GetOrAddObject("ws")[place] = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = properties,
            ["required"] = new JsonArray([.. properties.Select(p => p.Key).Where(required.Contains).Select(n => (JsonNode)n)]),
        };

        // Of alternatives none is certain, so nothing in them is required.
        void Add(JsonNode? node, bool isCertain)
        {
            if (ReferenceResolver.Follow(document.Root, node) is not JsonObject schema || !seen.Add(schema))
                return;
            foreach (var property in schema["properties"] as JsonObject ?? [])
            {
                if (properties.ContainsKey(property.Key))
                    continue;
                var copy = SchemaNormalizer.Of(property.Value) ?? document.Copy(property.Value);
                document.SetOrigin(copy, property.Value is null ? document.OriginOf(schema) : document.OriginOf(property.Value));
                properties[property.Key] = copy;
            }

            if (isCertain)
                required.UnionWith((schema["required"] as JsonArray ?? []).Select(r => r.AsText()).OfType<string>());
            foreach (var keyword in new[] { "allOf", "oneOf", "anyOf" })
            {
                foreach (var part in schema[keyword] as JsonArray ?? [])
                    Add(part, isCertain && keyword == "allOf");
            }
        }
    }

    private static JsonObject[] Objects(JsonNode? node) => node is JsonObject parent ? parent.Select(p => p.Value).OfType<JsonObject>().ToArray() : [];
}
