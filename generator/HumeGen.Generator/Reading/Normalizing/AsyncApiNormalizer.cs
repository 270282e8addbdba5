using System.Globalization;
using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading.References;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>
/// Brings an AsyncAPI document into one form before it is loaded: schemas that stand inline in channels and messages become components,
/// so that there is one way to read a schema, and the operations of AsyncAPI 3 become the publish and subscribe of AsyncAPI 2.
/// </summary>
internal static class AsyncApiNormalizer
{
    /// <param name="document">The document; its tree is changed.</param>
    /// <param name="words">The words that say whose side it describes.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; the document is of no use then.</exception>
    public static void Normalize(PatchedDocument document, PerspectiveWords words, CancellationToken cancellationToken)
    {
        var root = document.Root;
        var components = root.GetOrAddObject("components");
        var schemas = components.GetOrAddObject("schemas");
        try
        {
            AsyncApiInliner.Inline(document, cancellationToken);
            var connections = ChannelConnections.Gather(document, words);

            // Before they are copied to where they are used, so that each is one type.
            foreach (var message in components["messages"].Objects())
                HoistMessages(document, message.Value, message.Key, schemas, null, []);
            foreach (var connection in root["channels"].Objects().GroupBy(c => connections.Of(c.Value)).ToArray())
            {
                var known = new List<InlinePayload>();
                foreach (var message in connection.SelectMany(c => c.Value["messages"].Objects()))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Named(message.Value, message.Key);
                    HoistPayload(document, message.Value, message.Key, schemas, connection.Key, known);
                }
            }

            var perspectives = Perspectives.Decide(document, words, connections);
            perspectives.TurnChannels(document);
            if (ChannelConnections.IsAsyncApi3(root))
                FromOperations(document, words, connections, perspectives, cancellationToken);
        }
        catch (LimitException limit)
        {
            document.Diagnostics.Add(DiagnosticInfo.Create(
                limit.Descriptor, document.Locate(JsonPointer.Root / "operations"), limit.Limit.ToString(CultureInfo.InvariantCulture)));
        }

        foreach (var channel in root["channels"].Objects())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (document.IsLeftOut(channel.Value))
                continue;
            var name = (channel.Value["address"].AsText() ?? channel.Key).Split('?')[0];
            var known = new List<InlinePayload>();
            foreach (var action in new[] { "publish", "subscribe" })
            {
                if (channel.Value[action] is JsonObject { } operation && operation["message"] is JsonObject message)
                    HoistMessages(document, message, name + " " + action, schemas, channel.Value, known);
            }

            foreach (var parameter in channel.Value["parameters"].Objects())
                Hoist(document, parameter.Value, "schema", name + " " + parameter.Key, schemas, channel.Value);
            if ((channel.Value["bindings"] as JsonObject)?["ws"] is not JsonObject ws)
                continue;
            foreach (var place in new[] { "query", "headers" })
            {
                if ((ws[place] as JsonObject)?["properties"] is not JsonObject properties)
                    continue;
                foreach (var property in properties.Objects())
                    Hoist(document, properties, property.Key, name + " " + property.Key, schemas, channel.Value);
            }
        }
    }

    /// <summary>The payload of a message that stands inline in a channel.</summary>
    /// <param name="Name">The name that the message has; null where it has none.</param>
    /// <param name="Schema">The payload, which is a component by now.</param>
    /// <param name="Reference">The reference to it.</param>
    private sealed record InlinePayload(string? Name, JsonNode Schema, JsonNode Reference);

    private static void HoistMessages(PatchedDocument document, JsonObject message, string name, JsonObject schemas, JsonObject? channel, List<InlinePayload> known)
    {
        if (message["oneOf"] is not JsonArray variants)
        {
            HoistPayload(document, message, name, schemas, channel, known);
            return;
        }

        foreach (var variant in variants.OfType<JsonObject>())
            HoistPayload(document, variant, name + " message", schemas, channel, known);
    }

    // A message that is written out for both directions is one all the same.
    private static void HoistPayload(PatchedDocument document, JsonObject message, string name, JsonObject schemas, JsonObject? channel, List<InlinePayload> known)
    {
        if (message["payload"].IsBoolean())
            message["payload"] = SchemaNormalizer.Of(message["payload"]);
        if (message["$ref"] is not null || message["payload"] is not JsonObject payload || payload["$ref"] is not null)
            return;
        // A component has its key, where that is a name.
        var given = message["messageId"].AsText() ?? (channel is null && OpenApiGrammar.IsName(name) ? null : message["name"].AsText());
        if (known.Find(k => k.Name == given && JsonNode.DeepEquals(k.Schema, payload)) is { } same)
        {
            message["payload"] = same.Reference.DeepClone();
            return;
        }

        Hoist(document, message, "payload", given ?? name, schemas, channel);
        known.Add(new InlinePayload(given, payload, message["payload"]!));
    }

    /// <summary>Moves an inline schema into the components and leaves a reference in its place.</summary>
    private static void Hoist(PatchedDocument document, JsonObject owner, string key, string name, JsonObject schemas, JsonObject? channel)
    {
        if (owner[key] is not JsonObject schema || schema["$ref"] is not null)
            return;
        document.SetOrigin(schema, document.OriginOf(schema));
        document.SetInline(schema);
        owner.Remove(key);
        if (channel is not null)
            document.SetChannelOf(schema, channel);
        // A name with a slash, such as a channel's, cannot be referred to.
        name = name.Replace('/', ' ').Trim();
        var free = name;
        for (var i = 2; free.Length == 0 || schemas.ContainsKey(free); i++)
            free = $"{name} {i}".Trim();
        schemas[free] = schema;
        var reference = new JsonObject { ["$ref"] = (JsonPointer.Root / "components" / "schemas" / free).ToFragment() };
        foreach (var keyword in new[] { "description", "deprecated" })
        {
            if (schema[keyword] is { } value)
                reference[keyword] = value.DeepClone();
        }

        owner[key] = reference;
    }

    // In AsyncAPI 3 the application that is described sends and receives. Where that is the server, its client does the opposite, which AsyncAPI 2 calls
    // publish and subscribe.
    private static void FromOperations(
        PatchedDocument document, PerspectiveWords words, ChannelConnections connections, Perspectives perspectives, CancellationToken cancellationToken)
    {
        var root = document.Root;
        var used = new HashSet<JsonObject>();
        foreach (var operation in root["operations"].Objects())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Target(root, operation.Value["channel"]) is not JsonObject channel)
                continue;
            used.Add(channel);
            var messages = Messages(document, operation.Value["messages"], channel);
            var isReceived = (operation.Value["action"] as JsonValue)?.ToString() == "receive";
            var action = isReceived != perspectives.IsClient(operation.Value) ? "publish" : "subscribe";
            var converted = new JsonObject { ["operationId"] = operation.Key, ["message"] = new JsonObject { ["oneOf"] = messages } };
            foreach (var keyword in operation.Value)
            {
                if (keyword.Key is "summary" or "description" or "security" || OpenApiGrammar.IsExtension(keyword.Key))
                    converted[keyword.Key] = keyword.Value?.DeepClone();
            }

            Add(connections.Of(channel), action, converted);
            if (operation.Value["reply"] is JsonObject reply && (reply["channel"] is { } other ? Target(root, other) : channel) is JsonObject through)
            {
                used.Add(through);
                AddReply(document, reply, through, connections.OfReply(through, channel), action);
            }

            // The channel says it all now. What could not be resolved stays, to be reported.
            if (AreThere(root, operation.Value["messages"]) && AreThere(root, (operation.Value["reply"] as JsonObject)?["messages"]))
                ((JsonObject)root["operations"]!).Remove(operation.Key);
        }

        foreach (var channel in root["channels"].Objects())
        {
            if (used.Contains(channel.Value) || document.IsLeftOut(connections.Of(channel.Value)) || words.IsIgnored(channel.Value) || channel.Value["messages"].Objects().Length == 0)
                continue;
            foreach (var action in new[] { "publish", "subscribe" })
                Add(connections.Of(channel.Value), action, OfMessages(Messages(document, null, channel.Value)));
            Perspectives.ReportUnused(document, channel.Key, channel.Value);
        }
    }

    // An answer goes the other way.
    private static void AddReply(PatchedDocument document, JsonObject reply, JsonObject through, JsonObject connection, string action)
    {
        if (reply["channel"] is not null || reply["messages"] is not null)
            Add(connection, action == "publish" ? "subscribe" : "publish", OfMessages(Messages(document, reply["messages"], through)));
    }

    private static JsonObject OfMessages(JsonNode messages) => new() { ["message"] = new JsonObject { ["oneOf"] = messages } };

    private static bool AreThere(JsonObject root, JsonNode? messages) => messages is not JsonArray given || given.All(m => Target(root, m) is not null);

    // Those that are named and there, or all of the channel.
    private static JsonArray Messages(PatchedDocument document, JsonNode? named, JsonObject channel)
    {
        var messages = new JsonArray();
        if (named is JsonArray given)
        {
            foreach (var message in given.Where(m => Target(document.Root, m) is not null))
                messages.Add(Named(document.Copy(Target(document.Root, message)), ReferenceResolver.Of(message) is { } text ? JsonPointer.Parse(text).Last : null));
        }
        else
        {
            foreach (var message in channel["messages"].Objects())
                messages.Add(Named(document.Copy(message.Value), message.Key));
        }

        return messages;
    }

    // What stands inline is called as the channel calls it.
    private static JsonNode? Named(JsonNode? message, string? name)
    {
        if (message is JsonObject members && members["$ref"] is null && members["name"] is null && name is not null)
            members["name"] = name;
        return message;
    }

    // Several operations of one channel go the same way.
    private static void Add(JsonObject channel, string action, JsonObject operation)
    {
        if ((channel[action] as JsonObject)?["message"]?["oneOf"] is not JsonArray known)
        {
            channel[action] = operation;
            return;
        }

        foreach (var message in ((JsonArray)operation["message"]!["oneOf"]!).ToArray())
        {
            if (!known.Any(k => JsonNode.DeepEquals(k, message)))
                known.Add(message?.DeepClone());
        }
    }

    // A message of an operation refers to the channel's message, which may refer on to the components; there it stays.
    private static JsonNode? Target(JsonObject root, JsonNode? node) => ReferenceResolver.Follow(root, node, keptSection: "messages");
}
