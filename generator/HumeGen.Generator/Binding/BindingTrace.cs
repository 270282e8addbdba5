using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Binding;

/// <summary>What a model was made of: for tools that show where a type or a call was written. The pipeline itself has no use for it.</summary>
internal sealed class BindingTrace
{
    public IReadOnlyList<PatchedDocument> Documents { get; private set; } = [];

    public IReadOnlyList<TypeDraft> Types { get; private set; } = [];

    public IReadOnlyList<OperationDraft> Operations { get; private set; } = [];

    public IReadOnlyList<ChannelDraft> Channels { get; private set; } = [];

    public void Add(
        IReadOnlyList<PatchedDocument> documents, IReadOnlyList<TypeDraft> types, IReadOnlyList<OperationDraft> operations, IReadOnlyList<ChannelDraft> channels)
    {
        Documents = documents;
        Types = types;
        Operations = operations;
        Channels = channels;
    }
}
