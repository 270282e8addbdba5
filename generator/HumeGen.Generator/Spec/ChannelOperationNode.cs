using System.Text.Json.Nodes;

namespace HumeGen.Generator.Spec;

/// <summary>One direction of a channel.</summary>
internal sealed class ChannelOperationNode(ApiDocument document, JsonPointer pointer, JsonObject? json) : SpecNode(document, pointer, json)
{
    public string? Summary => OwnText("summary");

    /// <summary>The messages that go this way. A reference that leads nowhere is left out.</summary>
    public IEnumerable<MessageNode> Messages
    {
        get
        {
            var at = Pointer / "message";
            var message = OwnObject("message");
            if (message?["oneOf"] is not JsonArray variants)
                return Resolve(message, at);
            return variants.SelectMany((v, i) => Resolve(v as JsonObject, at / "oneOf" / i));
        }
    }

    private IEnumerable<MessageNode> Resolve(JsonObject? message, JsonPointer at)
    {
        if (message is null)
            return [];
        if (ComponentReference.Key(message) is not { } key)
            return [new MessageNode(Document, at, message, "")];
        return Document.Message(key) is { } component ? [component] : [];
    }
}
