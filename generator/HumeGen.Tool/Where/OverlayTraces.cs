using System.Text.Json.Nodes;
using HumeGen.Generator.Diagnostics;
using HumeGen.Generator.Reading;
using HumeGen.Generator.Reading.Overlays;
using HumeGen.Tool.Specs;

namespace HumeGen.Tool.Where;

/// <summary>The nodes that the actions of overlays change.</summary>
internal sealed class OverlayTraces
{
    private readonly List<(string Path, JsonPointer Pointer, Overlay Overlay, OverlayAction Action)> _traces = [];

    public OverlayTraces(SpecSet specs)
    {
        var files = specs.Files.Select(f => SpecReader.Read(f.Path, f.Text, CancellationToken.None)).ToList();
        var documents = SpecSources.Of(files, CancellationToken.None).Documents.SelectMany(d => d.OtherFiles.Prepend(d.Document));
        foreach (var file in documents.Where(f => f.File.IsApi).DistinctBy(f => f.File.Path))
        {
            var document = new PatchedDocument(file.File);
            OverlayApplier.Apply(document, file.Overlays, (overlay, action, matches) => Add(document, overlay, action, matches), CancellationToken.None);
        }
    }

    /// <summary>The actions that change a node, or something in it, in the order in which they are applied.</summary>
    public IEnumerable<(LocationInfo? Place, string Target)> Of(PatchedDocument.Origin node) => _traces
        .Where(t => t.Path == node.Map.Path && Concerns(t.Pointer.Tokens, t.Action, node.Pointer.Tokens))
        .Select(t => (t.Overlay, t.Action)).Distinct()
        .Select(t => (t.Overlay.File.Map.Find(t.Action.Pointer), t.Action.Target));

    private void Add(PatchedDocument document, Overlay overlay, OverlayAction action, IReadOnlyList<JsonPath.Match> matches)
    {
        foreach (var match in matches.Where(m => m.Node is not null))
        {
            var origin = document.OriginOf(match.Node!);
            _traces.Add((origin.Map.Path, origin.Pointer, overlay, action));
        }
    }

    // Below the node, or above it with an update that reaches down to it.
    private static bool Concerns(string[] changed, OverlayAction action, string[] node) =>
        changed.Take(node.Length).SequenceEqual(node)
        || (node.Take(changed.Length).SequenceEqual(changed) && Reaches(action.Update, node[changed.Length..]));

    private static bool Reaches(JsonNode? update, string[] tokens)
    {
        foreach (var token in tokens)
        {
            if (update is not JsonObject members || !members.TryGetPropertyValue(token, out update))
                return false;
        }

        return true;
    }
}
