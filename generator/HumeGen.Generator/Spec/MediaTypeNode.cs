using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Spec;

/// <summary>A media type of a body, with the schema of its content.</summary>
internal sealed class MediaTypeNode(ApiDocument document, JsonPointer pointer, JsonObject? json, string contentType, IOpenApiMediaType media)
    : SpecNode(document, pointer, json)
{
    private readonly IOpenApiMediaType _media = media;

    /// <summary>The media type as the document has it.</summary>
    public string ContentType { get; } = contentType;

    public SchemaNode? Schema => _media.Schema is { } schema ? new SchemaNode(Document, SchemaPointer, OwnObject("schema"), schema) : null;

    /// <summary>The place of the schema, be there one or not.</summary>
    public JsonPointer SchemaPointer => Pointer / "schema";

    /// <summary>The schema of each item of a stream, since OpenAPI 3.2.</summary>
    public SchemaNode? ItemSchema => _media.ItemSchema is { } schema ? new SchemaNode(Document, Pointer / "itemSchema", OwnObject("itemSchema"), schema) : null;

    /// <summary>Whether two media types share one schema, or describe the same in the same words.</summary>
    public bool HasSchemaOf(MediaTypeNode other) => ReferenceEquals(_media.Schema, other._media.Schema)
        || (OwnObject("schema") is { } mine && other.OwnObject("schema") is { } theirs && JsonNode.DeepEquals(mine, theirs));

    /// <summary>The encoding of a part of a form; one that says nothing where there is none.</summary>
    public EncodingNode Encoding(string part) => new(Document, Pointer / "encoding" / part, OwnObject("encoding")?[part] as JsonObject);

    /// <summary>The media types of a body.</summary>
    /// <param name="owner">The node that has them.</param>
    /// <param name="json">That node as it is written.</param>
    /// <param name="contents">The media types as the library read them.</param>
    public static IReadOnlyList<MediaTypeNode> List(SpecNode owner, JsonObject? json, IDictionary<string, IOpenApiMediaType>? contents) =>
        [.. (contents ?? new Dictionary<string, IOpenApiMediaType>()).Select(c => Of(owner, json, c.Key, c.Value))];

    public static MediaTypeNode Of(SpecNode owner, JsonObject? json, string contentType, IOpenApiMediaType media) =>
        new(owner.Document, owner.Pointer / "content" / contentType, (json?["content"] as JsonObject)?[contentType] as JsonObject, contentType, media);
}
