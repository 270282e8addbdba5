using System.Text.Json.Nodes;
using HumeGen.Generator.Reading.References;

namespace HumeGen.Generator.Spec;

/// <summary>One direction of a channel.</summary>
internal sealed class ChannelOperationNode(ApiDocument document, JsonPointer pointer, JsonObject? json) : SpecNode(document, pointer, json)
{
    public string? Summary => OwnText("summary");

    /// <summary>The messages that go this way. A reference that leads nowhere is left out.</summary>
    public IEnumerable<MessageNode> Messages => Resolve(OwnObject("message"), Pointer / "message", []);

    // Messages of a choice may themselves be choices.
    private IEnumerable<MessageNode> Resolve(JsonObject? message, JsonPointer at, HashSet<JsonNode> choices)
    {
        // A reference that leads to a component stays one, as the message has its name from there.
        if (ReferenceResolver.Follow(Document.File.Root, message, keptSection: "messages") is not JsonObject found || Document.Follow(found) is not { } target)
            return [];
        if ((target["oneOf"] ?? target["anyOf"]) is JsonArray variants)
            return choices.Add(target) ? variants.SelectMany((v, i) => Resolve(v as JsonObject, at / "oneOf" / i, choices)) : [];
        return [ComponentReference.Key(found) is { } key && Document.Message(key) is { } component ? component : new MessageNode(Document, at, target, "")];
    }
}
