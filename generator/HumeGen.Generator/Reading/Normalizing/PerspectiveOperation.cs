using System.Text.Json.Nodes;
using HumeGen.Generator.Reading.References;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>An operation of either version, before its side is known.</summary>
/// <param name="Node">The operation.</param>
/// <param name="Channel">The channel that it names.</param>
/// <param name="Connection">The channel whose connection it goes through: the first one of the address.</param>
/// <param name="Id">Its id; null where it has none.</param>
/// <param name="Action">Its action as the document has it: <c>send</c>, <c>receive</c>, <c>publish</c> or <c>subscribe</c>.</param>
internal sealed record PerspectiveOperation(JsonObject Node, JsonObject Channel, JsonObject Connection, string? Id, string Action)
{
    /// <summary>Whether the application that the document describes sends the messages. A subscription of AsyncAPI 2 is one to what the application sends.</summary>
    public bool Sends => Action is "send" or "subscribe";

    /// <summary>Whether something goes the other way, too.</summary>
    public bool HasReply => Node["reply"] is JsonObject;

    /// <summary>All operations of a document, in its order. Their references are put together already.</summary>
    public static List<PerspectiveOperation> All(JsonObject root, ChannelConnections connections)
    {
        var all = new List<PerspectiveOperation>();
        foreach (var channel in (root["channels"] as JsonObject ?? []).Select(c => c.Value).OfType<JsonObject>())
        {
            foreach (var action in new[] { "publish", "subscribe" })
            {
                if (channel[action] is JsonObject operation)
                    all.Add(new PerspectiveOperation(operation, channel, channel, operation["operationId"].AsText(), action));
            }
        }

        foreach (var operation in root["operations"] as JsonObject ?? [])
        {
            if (operation.Value is JsonObject node && ReferenceResolver.Follow(root, node["channel"]) is JsonObject channel)
                all.Add(new PerspectiveOperation(node, channel, connections.Of(channel), operation.Key, node["action"].AsText() == "receive" ? "receive" : "send"));
        }

        return all;
    }

    /// <summary>The messages, each with the keys under which it stands; those of the channel where the operation names none. One that a reference misses is null.</summary>
    public IEnumerable<(JsonObject? Message, IReadOnlyList<string> Keys)> Messages(JsonObject root)
    {
        if (Node["messages"] is null && Node["message"] is null)
            return (Channel["messages"] as JsonObject ?? []).Select(m => Message(root, m.Value, [m.Key])).ToArray();
        var named = Node["messages"] as JsonArray ?? (Node["message"] as JsonObject)?["oneOf"] as JsonArray ?? (IEnumerable<JsonNode?>)[Node["message"]];
        return named.Select(m => Message(root, m, [])).ToArray();
    }

    private static (JsonObject? Message, IReadOnlyList<string> Keys) Message(JsonObject root, JsonNode? node, List<string> keys)
    {
        var message = ReferenceResolver.Follow(root, node) as JsonObject;
        for (var hops = 0; hops < Limits.ReferenceHops && ReferenceResolver.Of(node) is { } reference; hops++)
        {
            var pointer = JsonPointer.Parse(reference);
            keys.Add(pointer.Last ?? "");
            node = pointer.Find(root);
        }

        return (ReferenceResolver.Of(message) is null ? message : null, keys);
    }
}
