using System.Text.Json.Nodes;

namespace HumeGen.Generator.Reading.Overlays;

/// <summary>One action of an overlay, checked.</summary>
/// <param name="Pointer">Of the action within the overlay file.</param>
/// <param name="Target">The query as it was written.</param>
/// <param name="Path">The query.</param>
/// <param name="Document">The info.title of the documents it is meant for; null for all.</param>
/// <param name="DocumentPointer">Place of that title within the overlay file.</param>
/// <param name="IsRemoval">Whether the selected nodes are removed; the update then has no effect.</param>
/// <param name="Update">Value to merge; JSON null is null.</param>
internal sealed record OverlayAction(
    JsonPointer Pointer, string Target, JsonPath Path, string? Document, JsonPointer DocumentPointer, bool IsRemoval, JsonNode? Update)
{
    /// <summary>The extensions beside the update, without <c>x-document</c>.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>The nodes and levels of the update.</summary>
    public (int Nodes, int Depth) Size { get; } = TreeSize.Measure(Update);

    /// <summary>Whether the action is meant for a document of this title.</summary>
    public bool IsFor(string? title) => Document is null || Document == title;
}
