using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A call in the making.</summary>
/// <param name="Node">The operation in its document.</param>
/// <param name="Group">The client it belongs to, as a dotted path from the root client.</param>
/// <param name="Name">The name of the method, without <c>Async</c>.</param>
/// <param name="Path">The path with its placeholders.</param>
/// <param name="Server">The address in place of the API's own; null for that.</param>
internal sealed record OperationDraft(
    DocumentContext Document,
    OperationNode Node,
    string Group,
    string Name,
    string Path,
    string? Server,
    DocModel Doc,
    IReadOnlyList<ParameterDraft> Parameters,
    BodyDraft? Body,
    ResponseDraft Response,
    IReadOnlyList<ErrorDraft> Errors)
{
    public JsonPointer Pointer => Node.Pointer;

    /// <summary>The query in the path of the document, which every call sends.</summary>
    public IReadOnlyList<(string Name, string Value)> FixedQuery { get; init; } = [];

    /// <summary>Whether it has the paging of the operation, if there is one.</summary>
    public bool IsPaged { get; init; } = true;

    public string Method => Node.Method;
}
