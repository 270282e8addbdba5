using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading.Overlays;
using HumeGen.Generator.Reading.References;

namespace HumeGen.Generator.Reading;

/// <summary>All specifications of a project. Equal to others when the files are.</summary>
internal sealed class SpecSources : IEquatable<SpecSources>
{
    private readonly Dictionary<string, SpecDocument> _byPath = [];
    private readonly HashSet<string> _fileNames = [];

    /// <param name="files">All files, in the order in which the project lists them.</param>
    /// <param name="overlays">The overlays among them.</param>
    public SpecSources(IEnumerable<SpecDocument> files, IEnumerable<Overlay> overlays)
    {
        Files = EquatableArray.From(files);
        Overlays = EquatableArray.From(overlays);
        foreach (var file in Files.Where(f => f.Json.Length > 0))
        {
            var path = FileReference.NormalizedPath(file.Path);
            _fileNames.Add(path.Substring(path.LastIndexOf('/') + 1));
            if (!_byPath.ContainsKey(path))
                _byPath.Add(path, file);
        }
    }

    /// <summary>All files, in the order in which the project lists them.</summary>
    public EquatableArray<SpecDocument> Files { get; }

    /// <summary>The overlays among them, in the same order.</summary>
    public EquatableArray<Overlay> Overlays { get; }

    /// <summary>Inputs from which the API documents are loaded, in the order of their names: the order in which a project lists its files makes no difference.</summary>
    public IEnumerable<DocumentInput> Documents => Files.Where(f => f.IsApi).OrderBy(f => f.SortKey, StringComparer.Ordinal).Select(InputOf);

    /// <summary>Checks the overlays among the files.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static SpecSources Of(IReadOnlyList<SpecDocument> files, CancellationToken cancellationToken) =>
        new(files, files.Where(f => f.Kind == SpecKind.Overlay).Select(f => Overlay.Read(f, cancellationToken)));

    /// <summary>Input from which one API document is loaded.</summary>
    public DocumentInput InputOf(SpecDocument document)
    {
        List<OverlaidFile> files = [Overlaid(document)];
        var seen = new HashSet<string> { FileReference.NormalizedPath(document.Path) };
        var hasFileReferences = false;
        for (var i = 0; i < files.Count; i++)
        {
            foreach (var (source, text) in files[i].FileReferences.Where(r => MayNameFile(r.Text)))
            {
                if (FileReference.Read(text, FileReference.NormalizedPath(source.Path)) is not { } reference || !_byPath.TryGetValue(reference.File, out var other))
                    continue;
                hasFileReferences = true;
                if (seen.Add(reference.File))
                    files.Add(Overlaid(other));
            }
        }

        return new DocumentInput(files[0], EquatableArray.From(files.Skip(1)), hasFileReferences);
    }

    /// <summary>Diagnostics of the files by themselves and of the overlays.</summary>
    /// <param name="documents">All documents with their overlays applied, in the order of their names.</param>
    public IEnumerable<DiagnosticInfo> Diagnostics(IReadOnlyList<PatchedDocument> documents)
    {
        // A file that others take parts from need not be a document.
        var used = new HashSet<string>(documents.SelectMany(d => d.UsedFiles));
        var ofFiles = Files.SelectMany(f => f.Diagnostics)
            .Where(d => d.Id != Descriptors.NotASpec.Id || d.Location is not { } place || !used.Contains(FileReference.NormalizedPath(place.Path)));
        var isComplete = Files.All(f => f.Kind != SpecKind.None || used.Contains(FileReference.NormalizedPath(f.Path)));
        return ofFiles.Concat(OverlayDiagnostics.Of(Overlays, documents, isComplete));
    }

    public bool Equals(SpecSources? other) => other is not null && Files == other.Files;

    public override bool Equals(object? obj) => Equals(obj as SpecSources);

    public override int GetHashCode() => Files.GetHashCode();

    // Most texts name no file, and to read them all for each document takes time.
    private bool MayNameFile(string text) => text.Length == 0 || text.IndexOf('%') >= 0 || _fileNames.Any(name => text.IndexOf(name, StringComparison.Ordinal) >= 0);

    private OverlaidFile Overlaid(SpecDocument file) =>
        new(file, file.IsApi ? EquatableArray.From(Overlays.Where(o => o.IsFor(file.Title))) : default);
}
