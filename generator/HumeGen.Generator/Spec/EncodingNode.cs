using System.Text.Json.Nodes;

namespace HumeGen.Generator.Spec;

/// <summary>The encoding of a part of a form.</summary>
internal sealed class EncodingNode(ApiDocument document, JsonPointer pointer, JsonObject? json) : SpecNode(document, pointer, json)
{
    /// <summary>The media type of the part, or several with commas between them; null where the document does not say.</summary>
    public string? ContentType => OwnText("contentType");

    public string? Style => OwnText("style");

    /// <summary>Whether the document says that a list does not repeat the name.</summary>
    public bool IsJoined => Json?["explode"]?.ToJsonString() == "false";
}
