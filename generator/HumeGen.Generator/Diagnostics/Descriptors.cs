using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Diagnostics;

/// <summary>Every diagnostic the generator can report. HG00xx come from reading specs, HG02xx from binding them, HG03xx from the project that they
/// are compiled into; docs/diagnostics.md explains each.</summary>
internal static partial class Descriptors
{
    private const string Category = "HumeGen";

    /// <summary>The page whose headings are the ids.</summary>
    private const string Help = "docs/diagnostics.md#";

    // Lazy, as the order in which the parts of a partial class are initialised is not defined.
    private static readonly Lazy<Dictionary<string, DiagnosticDescriptor>> Table = new(() => All.ToDictionary(descriptor => descriptor.Id));

    /// <summary>All descriptors in the order of their ids.</summary>
    public static IEnumerable<DiagnosticDescriptor> All => Reading.Concat(Binding).Concat(Project);

    /// <summary>The descriptor with this id.</summary>
    /// <exception cref="KeyNotFoundException">No descriptor has the id.</exception>
    public static DiagnosticDescriptor ById(string id) => Table.Value[id];
}
