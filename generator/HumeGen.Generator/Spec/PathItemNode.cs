using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Spec;

/// <summary>A path, or a webhook or callback, with its operations.</summary>
internal sealed class PathItemNode(ApiDocument document, JsonPointer pointer, JsonObject? json, string key, IOpenApiPathItem item)
    : SpecNode(document, pointer, json)
{
    /// <summary>The path, or the name of the webhook.</summary>
    public string Key { get; } = key;

    public string? Summary => item.Summary;

    public string? Description => item.Description;

    public IReadOnlyList<ServerNode> Servers => ServerNode.List(item.Servers, Pointer);

    /// <summary>The parameters of all operations.</summary>
    public IReadOnlyList<ParameterNode> Parameters => ParameterNode.List(this, item.Parameters, Json);

    public IEnumerable<OperationNode> Operations => (item.Operations ?? []).Select(o => new OperationNode(Document, Pointer, Json, o.Key, o.Value));
}
