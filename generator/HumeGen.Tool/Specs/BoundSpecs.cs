using HumeGen.Generator.Binding;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Tool.Specs;

/// <summary>What the generator makes of specifications, and where it was written.</summary>
/// <param name="Diagnostics">What is wrong with them.</param>
/// <param name="Trace">The documents, and the drafts that became the model.</param>
internal sealed record BoundSpecs(ApiModel Model, IReadOnlyList<DiagnosticInfo> Diagnostics, SourceMap Sources, BindingTrace Trace);
