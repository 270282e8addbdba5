using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding.Drafts;

/// <summary>A part of a form in the making.</summary>
/// <param name="ContentType">The media type that the document gives the part; null when it says nothing.</param>
internal sealed record PartDraft(PropertyDraft Property, ArrayFormat Array, string? ContentType)
{
    /// <summary>Whether it is a map of parts that the document does not name.</summary>
    public bool IsMap { get; init; }

    /// <summary>The values that it has where it is left out, by the other parts that are given.</summary>
    public IReadOnlyList<FormKeyValue> KeyValues { get; init; } = [];
}
