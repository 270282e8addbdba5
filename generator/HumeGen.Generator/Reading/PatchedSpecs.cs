using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Reading;

/// <summary>The API documents with all overlays applied. Lives within one step of the pipeline: its trees are not compared.</summary>
/// <param name="Documents">The OpenAPI and AsyncAPI documents in the order of their names.</param>
/// <param name="Diagnostics">What is wrong with the overlays.</param>
internal sealed record PatchedSpecs(IReadOnlyList<PatchedDocument> Documents, EquatableArray<DiagnosticInfo> Diagnostics);
