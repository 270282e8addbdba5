using HumeGen.Generator.Binding.Drafts;

namespace HumeGen.Generator.Binding;

/// <summary>The documents and drafts that a model is made of, also for tools that show where a type or a call was written.</summary>
/// <param name="Namespaces">The namespaces that something was put into.</param>
internal sealed record BindingSources(
    IReadOnlyList<DocumentContext> Documents,
    IReadOnlyList<TypeDraft> Types,
    IReadOnlyList<OperationDraft> Operations,
    IReadOnlyList<ChannelDraft> Channels,
    IReadOnlyCollection<string> Namespaces)
{
    public static BindingSources Empty { get; } = new([], [], [], [], []);
}
