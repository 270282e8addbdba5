using HumeGen.Generator.Model;
using HumeGen.Generator.Spec;

namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A channel in the making.</summary>
/// <param name="Group">The client it belongs to, as a dotted path from the root client.</param>
/// <param name="Name">The name from which those of its types are made.</param>
/// <param name="Node">The channel in its document.</param>
/// <param name="Server">The address of the server, or a path on the API's own host.</param>
/// <param name="Constants">The parameters that have one value.</param>
/// <param name="Send">The union of what is sent.</param>
/// <param name="Receive">The union of what arrives.</param>
/// <param name="ApiKeyQuery">The query parameter that takes an API key; null when there is none.</param>
/// <param name="AccessTokenQuery">The query parameter that takes an access token; null when there is none.</param>
internal sealed record ChannelDraft(
    DocumentContext Document,
    ChannelNode Node,
    string Group,
    string Namespace,
    string Name,
    string Server,
    string Path,
    DocModel Doc,
    IReadOnlyList<ParameterDraft> Parameters,
    IReadOnlyList<ConstantParameterModel> Constants,
    TypeUse Send,
    TypeUse Receive,
    string? ApiKeyQuery,
    string? AccessTokenQuery)
{
    public JsonPointer Pointer => Node.Pointer;

    /// <summary>The messages that are sent, by the names that the document has for them.</summary>
    public IReadOnlyList<(string Name, TypeUse Message)> Sent { get; init; } = [];

    /// <summary>The messages that arrive, by the names that the document has for them.</summary>
    public IReadOnlyList<(string Name, TypeUse Message)> Received { get; init; } = [];
}
