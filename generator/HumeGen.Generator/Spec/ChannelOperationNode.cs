using System.Text.Json.Nodes;
using HumeGen.Generator.Reading.References;

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
            var choices = new HashSet<JsonNode>();

            // Messages of a choice may themselves be choices. A stack of its own, as the chain may be long.
            var open = new Stack<(JsonObject? Message, JsonPointer At)>();
            open.Push((OwnObject("message"), Pointer / "message"));
            while (open.Count > 0)
            {
                var (message, at) = open.Pop();

                // A reference that leads to a component stays one, as the message has its name from there.
                if (ReferenceResolver.Follow(Document.File.Root, message, keptSection: "messages") is not JsonObject found || Document.Follow(found) is not { } target)
                    continue;
                if ((target["oneOf"] ?? target["anyOf"]) is not JsonArray variants)
                {
                    yield return ComponentReference.Key(found) is { } key && Document.Message(key) is { } component ? component : new MessageNode(Document, at, target, "");
                    continue;
                }

                for (var i = choices.Add(target) ? variants.Count - 1 : -1; i >= 0; i--)
                    open.Push((variants[i] as JsonObject, at / "oneOf" / i));
            }
        }
    }
}
