using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Spec;

/// <summary>The body that an operation sends.</summary>
internal sealed class RequestBodyNode(ApiDocument document, JsonPointer pointer, JsonObject? json, IOpenApiRequestBody body)
    : SpecNode(document, pointer, json)
{
    public string? Description => body.Description;

    public bool IsRequired => body.Required;

    public IReadOnlyList<MediaTypeNode> Contents => MediaTypeNode.List(this, Json, body.Content);
}
