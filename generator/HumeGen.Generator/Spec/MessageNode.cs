using System.Text.Json.Nodes;

namespace HumeGen.Generator.Spec;

/// <summary>A message of a channel.</summary>
/// <param name="key">The key among the components; empty for a message that stands inline.</param>
internal sealed class MessageNode(ApiDocument document, JsonPointer pointer, JsonObject json, string key) : SpecNode(document, pointer, json)
{
    /// <summary>The key among the components, or the name that the message gives itself; null where there is neither.</summary>
    public string? Name => key.Length > 0 ? key : (Json!["name"] as JsonValue)?.ToString();

    public string? Summary => OwnText("summary");

    /// <summary>The media type of the payload; null for JSON.</summary>
    public string? ContentType => Json!["contentType"] is JsonValue type && type.ToString() is var text && !text.Contains("json") ? text : null;

    /// <summary>The component that the payload is; null where there is none.</summary>
    public string? PayloadKey => ComponentReference.SchemaKey(Json!["payload"]);
}
