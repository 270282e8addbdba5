using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading;

namespace HumeGen.Generator.Spec;

/// <summary>All specifications of a project, loaded.</summary>
internal sealed record LoadedSpecs
{
    /// <param name="sources">The files.</param>
    /// <param name="documents">The API documents among them.</param>
    public LoadedSpecs(SpecSources sources, IEnumerable<LoadedDocument> documents)
    {
        Sources = sources;
        // By name, so that the order in which a project lists its files makes no difference.
        Documents = EquatableArray.From(documents.OrderBy(d => d.Document.File.SortKey, StringComparer.Ordinal));
    }

    /// <summary>The files.</summary>
    public SpecSources Sources { get; }

    /// <summary>The API documents among them, in the order of their names.</summary>
    public EquatableArray<LoadedDocument> Documents { get; }

    /// <summary>The documents that can be bound, by their root clients.</summary>
    public EquatableArray<RootClientSpecs> Clients => EquatableArray.From(Documents
        .Where(d => d.Api is not null)
        .GroupBy(d => (d.Document.File.Settings.Client ?? d.Api!.Settings.Client ?? d.Api.Title ?? "", d.Document.File.Settings.Namespace))
        .Select(g => new RootClientSpecs(g.Key.Item1, EquatableArray.From(g))));

    /// <summary>Diagnostics of the files and the overlays. Those of a document stand with the document.</summary>
    public IEnumerable<DiagnosticInfo> Diagnostics =>
        Sources.Diagnostics([.. Documents.Select(d => d.Document)]).Concat(Sources.Overlays.SelectMany(ExtensionCheck.BesideUpdates));
}
