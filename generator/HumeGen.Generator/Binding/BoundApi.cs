using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Binding;

/// <summary>The model, and what is wrong with the documents that it was bound from.</summary>
internal sealed record BoundApi(ApiModel Model, EquatableArray<DiagnosticInfo> Diagnostics)
{
    public static BoundApi Empty { get; } = new(new ApiModel(default, default, default, default), default);
}
