using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading.References;

namespace HumeGen.Generator.Reading.Normalizing;

/// <summary>
/// Puts what an AsyncAPI document keeps apart where it is used: references to channels, operations, servers, parameters and bindings, traits, the content
/// type of all messages that name none, and schemas that are wrapped in the name of their language. Schemas and messages stay behind their references.
/// </summary>
internal static class AsyncApiInliner
{
    public static void Inline(PatchedDocument document, CancellationToken cancellationToken)
    {
        var root = document.Root;
        // A channel that says nothing is there all the same.
        foreach (var channel in (root["channels"] as JsonObject ?? []).Where(c => c.Value is null).ToArray())
            root["channels"]![channel.Key] = new JsonObject();
        foreach (var holder in new[] { root, root["components"] as JsonObject })
        {
            Replace(document, holder?["servers"]);
            Replace(document, holder?["channels"]);
            Replace(document, holder?["operations"]);
            foreach (var server in Objects(holder?["servers"]))
            {
                Replace(document, server["variables"]);
                Security(document, server);
            }

            foreach (var channel in Objects(holder?["channels"]))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Channel(document, channel);
            }

            foreach (var operation in Objects(holder?["operations"]))
            {
                cancellationToken.ThrowIfCancellationRequested();
                Operation(document, operation);
            }
        }

        WebSocketBindings.Gather(document);
        foreach (var message in AllMessages(root))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Traits(document, message);
            if (message["contentType"] is null && root["defaultContentType"] is JsonValue type && !type.ToString().Contains("json"))
                message["contentType"] = type.DeepClone();
            Unwrap(document, message, "payload", message["schemaFormat"]);
        }

        Replace(document, (root["components"] as JsonObject)?["securitySchemes"]);
        foreach (var schema in (root["components"] as JsonObject)?["schemas"] is JsonObject schemas ? schemas.Select(s => s.Key).ToArray() : [])
        {
            cancellationToken.ThrowIfCancellationRequested();
            Unwrap(document, (JsonObject)root["components"]!["schemas"]!, schema, null);
        }
    }

    private static void Channel(PatchedDocument document, JsonObject channel)
    {
        Replace(document, channel["parameters"]);
        foreach (var parameter in Objects(channel["parameters"]))
            Parameter(parameter);
        foreach (var action in new[] { "publish", "subscribe" })
        {
            if (channel[action] is JsonObject operation)
                Operation(document, operation);
        }

        Follow(document, channel, "bindings");
        Follow(document, channel["bindings"] as JsonObject, "ws");
    }

    private static void Operation(PatchedDocument document, JsonObject operation)
    {
        Traits(document, operation);
        Follow(document, operation, "reply");
        Security(document, operation);
    }

    // Schemes that stand where they are asked for, which AsyncAPI 3 permits.
    private static void Security(PatchedDocument document, JsonObject owner)
    {
        foreach (var scheme in (owner["security"] as JsonArray ?? []).OfType<JsonObject>().Where(s => s["type"].AsText() is not null))
        {
            var schemes = document.Root.GetOrAddObject("components").GetOrAddObject("securitySchemes");
            var name = scheme["type"].AsText()!;
            while (schemes.ContainsKey(name))
                name += "_";
            schemes[name] = document.Copy(scheme);
        }
    }

    // A parameter of AsyncAPI 3 says what a schema of text would.
    private static void Parameter(JsonObject parameter)
    {
        if (parameter["schema"] is not null)
            return;
        if (parameter["enum"] is null && parameter["default"] is null)
            return;
        var schema = new JsonObject { ["type"] = "string" };
        foreach (var keyword in new[] { "description", "enum", "default" })
        {
            if (parameter[keyword] is { } value)
                schema[keyword] = value.DeepClone();
        }

        parameter["schema"] = schema;
    }

    // What something says itself counts, and among its traits the last one.
    private static void Traits(PatchedDocument document, JsonObject owner)
    {
        if (owner["traits"] is not JsonArray traits)
            return;
        owner.Remove("traits");
        for (var i = traits.Count - 1; i >= 0; i--)
        {
            // The reference of a trait that leads nowhere becomes the owner's, to be reported.
            foreach (var member in (ReferenceResolver.Follow(document.Root, traits[i]) ?? traits[i]) as JsonObject ?? [])
            {
                if (!owner.ContainsKey(member.Key))
                    owner[member.Key] = document.Copy(member.Value);
            }
        }
    }

    private static void Unwrap(PatchedDocument document, JsonObject owner, string key, JsonNode? beside)
    {
        if (owner[key] is not JsonObject schema)
            return;
        var format = schema["schemaFormat"] is JsonValue own && schema["schema"] is not null ? own : beside;
        if (format is JsonValue language && !IsJsonSchema(language.ToString()))
        {
            var name = (owner["name"] as JsonValue)?.ToString() ?? (owner.Parent is JsonObject ? owner.GetPropertyName() : key);
            document.Diagnostics.Add(DiagnosticInfo.Create(Descriptors.UnsupportedMessage, document.Locate(schema), name, $"described in the language '{language}', which is not read, so it gets no types of its own"));
            owner.Remove(key);
            if (key == "payload" && owner["contentType"] is null)
                owner["contentType"] = "application/octet-stream";
            return;
        }

        if (schema["schemaFormat"] is null || schema["schema"] is not JsonObject inner)
            return;
        document.SetOrigin(inner, document.OriginOf(inner));
        schema.Remove("schema");
        owner[key] = inner;
    }

    private static bool IsJsonSchema(string format) =>
        format.Contains("aai.asyncapi") || format.Contains("schema+json") || format.Contains("schema+yaml") || format.Contains("oai.openapi");

    private static IEnumerable<JsonObject> AllMessages(JsonObject root)
    {
        foreach (var message in Objects((root["components"] as JsonObject)?["messages"]))
        {
            foreach (var one in message["oneOf"] is JsonArray several ? several.OfType<JsonObject>() : [message])
            {
                if (one["$ref"] is null)
                    yield return one;
            }
        }

        foreach (var channel in Objects(root["channels"]))
        {
            foreach (var message in Objects(channel["messages"]).Where(m => m["$ref"] is null))
                yield return message;
            foreach (var action in new[] { "publish", "subscribe" })
            {
                if ((channel[action] as JsonObject)?["message"] is not JsonObject message)
                    continue;
                foreach (var one in message["oneOf"] is JsonArray several ? several.OfType<JsonObject>() : [message])
                {
                    if (one["$ref"] is null)
                        yield return one;
                }
            }
        }
    }

    private static void Replace(PatchedDocument document, JsonNode? members)
    {
        foreach (var key in members is JsonObject all ? all.Select(m => m.Key).ToArray() : [])
            Follow(document, (JsonObject)members!, key);
    }

    // A reference that leads nowhere stays, to be reported.
    private static void Follow(PatchedDocument document, JsonObject? owner, string key)
    {
        if (owner?[key] is not JsonObject node || ReferenceResolver.Of(node) is null || ReferenceResolver.Follow(document.Root, node) is not JsonObject target
            || ReferenceResolver.Of(target) is not null)
        {
            return;
        }

        var copy = document.Copy(target);
        document.SetOrigin(copy, document.OriginOf(target));
        owner[key] = copy;
    }

    private static JsonObject[] Objects(JsonNode? node) => node is JsonObject parent ? parent.Select(p => p.Value).OfType<JsonObject>().ToArray() : [];
}
