using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A response in the making.</summary>
/// <param name="Accept">The media type to ask for.</param>
/// <param name="MayBeEmpty">Whether a success may come without a body.</param>
internal sealed record ResponseDraft(ResponseKind Kind, TypeUse? Use, string Accept, string Doc, bool MayBeEmpty = false)
{
    /// <summary>Whether a text may come as it is instead of as JSON.</summary>
    public bool MayBeText { get; init; }

    /// <summary>The part of a server-sent event that is an item.</summary>
    public ItemForm Items { get; init; }
}
