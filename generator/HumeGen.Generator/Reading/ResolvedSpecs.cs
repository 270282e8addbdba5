using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Reading;

/// <summary>The API documents with all overlays applied. Lives within one step of the pipeline: its trees are not compared.</summary>
/// <param name="Documents">The OpenAPI and AsyncAPI documents in the ordinal order of their paths.</param>
/// <param name="Diagnostics">What is wrong with the overlays.</param>
internal sealed record ResolvedSpecs(IReadOnlyList<ResolvedDocument> Documents, EquatableArray<DiagnosticInfo> Diagnostics);

/// <summary>One API document with all overlays applied.</summary>
internal sealed class ResolvedDocument
{
    /// <summary>The document as it was read.</summary>
    public SpecDocument Source => throw new NotImplementedException();

    /// <summary>Its tree after the overlays.</summary>
    public JsonObject Root => throw new NotImplementedException();

    /// <summary>The place of the node, or of its nearest ancestor that is known; in the overlay file for what an overlay put there.</summary>
    /// <param name="pointer">A JSON pointer with or without a leading '#'.</param>
    public LocationInfo? Locate(string pointer) => throw new NotImplementedException(pointer);
}
