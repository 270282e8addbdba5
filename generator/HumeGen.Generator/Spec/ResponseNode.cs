using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Spec;

/// <summary>An answer of the server.</summary>
internal sealed class ResponseNode(ApiDocument document, JsonPointer pointer, JsonObject? json, string status, IOpenApiResponse response)
    : SpecNode(document, pointer, json)
{
    /// <summary>The status, a range such as <c>2XX</c>, or <c>default</c>.</summary>
    public string Status { get; } = status;

    public bool IsSuccess => Status.StartsWith("2", StringComparison.Ordinal);

    public string? Description => response.Description;

    public IReadOnlyList<string> HeaderNames => [.. (response.Headers ?? new Dictionary<string, IOpenApiHeader>()).Keys];

    public IReadOnlyList<MediaTypeNode> Contents => MediaTypeNode.List(this, Json, response.Content);
}
