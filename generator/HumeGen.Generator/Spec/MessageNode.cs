using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Spec;

/// <summary>A message of a channel.</summary>
/// <param name="key">The key among the components; empty for a message that stands inline.</param>
internal sealed class MessageNode(ApiDocument document, JsonPointer pointer, JsonObject json, string key) : SpecNode(document, pointer, json)
{
    /// <summary>The key among the components, or where that is none or no name, the name that the message gives itself; null where there is neither.</summary>
    public string? Name
    {
        get
        {
            var own = (Json!["name"] as JsonValue)?.ToString();
            return key.Length == 0 || (!OpenApiGrammar.IsName(key) && !string.IsNullOrWhiteSpace(own)) ? own : key;
        }
    }

    public string? Summary => OwnText("summary");

    /// <summary>The media type of the payload where it is not JSON; null for JSON, and where the message does not say.</summary>
    public string? ContentType => SaysJson ? null : OwnText("contentType");

    /// <summary>Whether the message says itself that its payload is JSON.</summary>
    public bool SaysJson => OwnText("contentType")?.Contains("json") == true;

    /// <summary>The component that the payload is; null where there is none.</summary>
    public string? PayloadKey => ComponentReference.SchemaKey(Json!["payload"]);

    /// <summary>The component that the payload is; null where there is none.</summary>
    public SchemaNode? Payload => PayloadKey is { } payload ? Document.Schema(payload) : null;

    /// <summary>The name that the document gives to the payload; null where the payload stands inline.</summary>
    public string? PayloadName => Payload is { StandsInline: false } ? PayloadKey : null;
}
