using HumeGen.Generator.Binding;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Tool.Specs;

/// <summary>Specifications as the generator binds them, and where each part was written.</summary>
/// <param name="Diagnostics">Problems that binding found.</param>
/// <param name="Binding">The documents, and the drafts that became the model.</param>
internal sealed record BoundSpecs(ApiModel Model, IReadOnlyList<DiagnosticInfo> Diagnostics, SourceMap Sources, BindingSources Binding);
