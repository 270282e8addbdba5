using HumeGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Diagnostics;

/// <summary>A diagnostic as plain data: it travels beside the model and becomes a Roslyn diagnostic only at the end.</summary>
/// <param name="Id">One of the ids in <see cref="Descriptors"/>.</param>
/// <param name="Location">Where in a spec file, when there is such a place.</param>
/// <param name="Arguments">What fills the placeholders of the descriptor's message.</param>
internal sealed record DiagnosticInfo(string Id, LocationInfo? Location, EquatableArray<string> Arguments)
{
    public static DiagnosticInfo Create(DiagnosticDescriptor descriptor, LocationInfo? location, params string[] arguments) =>
        new(descriptor.Id, location, new EquatableArray<string>(arguments));

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Descriptors.ById(Id), Location?.ToLocation() ?? Microsoft.CodeAnalysis.Location.None, [.. Arguments]);
}
