using System.Net.Http;
using System.Text.Json.Nodes;
using HumeGen.Generator.Reading;
using Microsoft.OpenApi;

namespace HumeGen.Generator.Spec;

/// <summary>An operation of a path.</summary>
internal sealed class OperationNode : SpecNode
{
    private readonly OpenApiOperation _operation;

    /// <param name="document">The document.</param>
    /// <param name="path">The place of the path item.</param>
    /// <param name="item">The path item as it is written.</param>
    /// <param name="method">The method as the document has it.</param>
    /// <param name="operation">The operation as the library read it.</param>
    public OperationNode(ApiDocument document, JsonPointer path, JsonObject? item, HttpMethod method, OpenApiOperation operation)
        : base(document, PointerOf(path, method), JsonOf(item, method))
    {
        _operation = operation;
        // The methods of HTTP are capitals; any other is as the document has it.
        Method = IsFixed(method) ? method.Method.ToUpperInvariant() : method.Method;
        RawMethod = method.Method;
    }

    /// <summary>The method as it is sent.</summary>
    public string Method { get; }

    /// <summary>The method as the document spells it.</summary>
    public string RawMethod { get; }

    public string? Id => _operation.OperationId;

    public string? Summary => _operation.Summary;

    public string? Description => _operation.Description;

    public bool IsDeprecated => _operation.Deprecated;

    /// <summary>The first tag, which the library drops where it is empty; null where there is none.</summary>
    public string? FirstTag => Json?["tags"] is JsonArray { Count: > 0 } tags ? tags[0].AsText() : null;

    public IReadOnlyList<ServerNode> Servers => ServerNode.List(_operation.Servers, Pointer);

    public IReadOnlyList<ParameterNode> Parameters => ParameterNode.List(this, _operation.Parameters, Json);

    /// <summary>The schemes of each alternative; null where the operation does not say.</summary>
    public IReadOnlyList<IReadOnlyList<string>>? Security => SecurityRequirements.Read(Json);

    /// <summary>The request body; null where there is none.</summary>
    public RequestBodyNode? Body => _operation.RequestBody is { } body
        ? new RequestBodyNode(Document, Pointer / "requestBody", Document.Follow(OwnObject("requestBody")), body) : null;

    /// <summary>The answers, each with a status of HTTP.</summary>
    public IReadOnlyList<ResponseNode> Responses => [.. WrittenResponses.Where(r => r.HasStatus)];

    /// <summary>Answers that can never come, as their status is none.</summary>
    public IReadOnlyList<ResponseNode> StrayResponses => [.. WrittenResponses.Where(r => !r.HasStatus)];

    private IEnumerable<ResponseNode> WrittenResponses => (_operation.Responses ?? []).Select(r =>
        new ResponseNode(Document, Pointer / "responses" / r.Key, Document.Follow(OwnObject("responses")?[r.Key]), r.Key, r.Value));

    /// <summary>The path items of the callbacks, with the name of the callback.</summary>
    public IEnumerable<(string Name, PathItemNode Item)> Callbacks
    {
        get
        {
            foreach (var callback in _operation.Callbacks ?? new Dictionary<string, IOpenApiCallback>())
            {
                foreach (var item in callback.Value.PathItems ?? [])
                {
                    var expression = item.Key.Expression;
                    var json = Document.Follow(Document.Follow(OwnObject("callbacks")?[callback.Key])?[expression]);
                    yield return (callback.Key, new PathItemNode(Document, Pointer / "callbacks" / callback.Key / expression, json, expression, item.Value));
                }
            }
        }
    }

    /// <summary>The schemes of each alternative; null where nothing is said.</summary>
    /// <summary>Whether a key of a path item is a method that OpenAPI names.</summary>
    public static bool IsFixedMethod(string key) => OpenApiGrammar.Methods.Contains(key);

    private static bool IsFixed(HttpMethod method) => IsFixedMethod(method.Method.ToLowerInvariant());

    /// <summary>Whether another operation is this one, which two paths refer to.</summary>
    public bool IsSameAs(OperationNode other) => Json is not null && Json == other.Json;

    private static JsonPointer PointerOf(JsonPointer path, HttpMethod method) =>
        IsFixed(method) ? path / method.Method.ToLowerInvariant() : path / "additionalOperations" / method.Method;

    private static JsonObject? JsonOf(JsonObject? item, HttpMethod method) => IsFixed(method)
        ? item?[method.Method.ToLowerInvariant()] as JsonObject
        : (item?["additionalOperations"] as JsonObject)?[method.Method] as JsonObject;
}
