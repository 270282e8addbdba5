using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace HumeGen.Generator.Diagnostics;

/// <summary>Every diagnostic the generator can report. HG00xx come from reading specs, HG02xx from binding them, HG03xx from the project that they
/// are compiled into; docs/diagnostics.md explains each.</summary>
internal static partial class Descriptors
{
    private const string Category = "HumeGen";

    /// <summary>The page whose headings are the ids.</summary>
    private const string Page = "docs/diagnostics.md";

    private const string Help = Page + "#";

    // A project has one page, so there are few of these.
    private static readonly ConcurrentDictionary<(string Id, string Page), DiagnosticDescriptor> Linked = new();

    // Lazy, as the order in which the parts of a partial class are initialised is not defined.
    private static readonly Lazy<Dictionary<string, DiagnosticDescriptor>> Table = new(() => All.ToDictionary(descriptor => descriptor.Id));

    /// <summary>All descriptors in the order of their ids.</summary>
    public static IEnumerable<DiagnosticDescriptor> All => Reading.Concat(Binding).Concat(Project);

    /// <summary>The descriptor with this id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="page">The address of the page that explains it; null for the one in the repository.</param>
    /// <exception cref="KeyNotFoundException">No descriptor has the id.</exception>
    public static DiagnosticDescriptor ById(string id, string? page = null) =>
        page is null ? Table.Value[id] : Linked.GetOrAdd((id, page), static key => LinkTo(key.Page, Table.Value[key.Id]));

    private static DiagnosticDescriptor LinkTo(string page, DiagnosticDescriptor original) => new(
        original.Id,
        original.Title,
        original.MessageFormat,
        original.Category,
        original.DefaultSeverity,
        original.IsEnabledByDefault,
        helpLinkUri: page + original.HelpLinkUri.Substring(Page.Length));
}
