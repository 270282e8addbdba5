using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Reading.Overlays;

/// <summary>Diagnostics of the overlays of a project that only all documents together can tell: an action may match in any of them.</summary>
internal static class OverlayDiagnostics
{
    /// <summary>The diagnostics in the order in which the actions are applied.</summary>
    /// <param name="overlays">All overlays, in the order in which the project lists them.</param>
    /// <param name="documents">All documents, in the order of their names.</param>
    /// <param name="isComplete">Whether all files could be read. If not, an action may well be meant for one that could not.</param>
    public static List<DiagnosticInfo> Of(IEnumerable<Overlay> overlays, IReadOnlyList<PatchedDocument> documents, bool isComplete)
    {
        var diagnostics = new List<DiagnosticInfo>();
        foreach (var overlay in overlays)
            Add(overlay, documents, isComplete, diagnostics);
        return diagnostics;
    }

    // The document in which the target leads furthest is the one that is meant; of several, the one that has the nearest key.
    private static string WhereItEnds(OverlayAction action, int number, IEnumerable<OverlayOutcome> outcomes, IEnumerable<PatchedDocument> documents)
    {
        var furthest = outcomes.Select(o => o.End(number)).OfType<JsonPath.DeadEnd>()
            .GroupBy(e => e.Depth).OrderByDescending(g => g.Key).FirstOrDefault();
        if (furthest is null)
            return "";
        var end = furthest.First();
        var before = action.Target.Substring(0, end.Start);
        return furthest.Any(e => e.Name is null)
            ? $": nothing in '{before}' fits '{action.Target.Substring(end.Start)}'"
            : $": there is no '{end.Name}' in '{before}'{Meant(end.Name!, [.. furthest.SelectMany(e => e.Keys)], documents)}";
    }

    // Overlays are written with the generated C# in view, where a schema may have another name.
    private static string Meant(string name, string[] keys, IEnumerable<PatchedDocument> documents)
    {
        foreach (var document in documents)
        {
            if (document.NamedSchemas.TryGetValue(name, out var schema))
                return $" (did you mean '{schema}', which has the name '{name}'?)";
        }

        return Spelling.Suggestion(Spelling.Nearest(name, keys) ?? (name.Length < 4 ? null : keys.FirstOrDefault(k => k.StartsWith(name, StringComparison.Ordinal))));
    }

    private static void Add(Overlay overlay, IReadOnlyList<PatchedDocument> documents, bool isComplete, List<DiagnosticInfo> diagnostics)
    {
        var outcomes = documents
            .Select(d => (d.File.Title, Outcome: d.OverlayOutcomes.Find(o => o.Overlay.Equals(overlay))))
            .Where(d => d.Outcome is not null)
            .ToArray();
        var unknown = new HashSet<string>();
        for (var i = 0; i < overlay.Actions.Count; i++)
        {
            var (action, problem) = overlay.Actions[i];
            if (action is null)
            {
                Report(problem!);
                continue;
            }

            var targets = outcomes.Where(d => action.IsFor(d.Title)).Select(d => d.Outcome!).ToArray();
            foreach (var outcome in targets)
            {
                foreach (var diagnostic in outcome.Diagnostics(i))
                    Report(diagnostic);
                if (outcome.Limit is not var (at, limit) || at != i)
                    continue;
                // The rest would only go on where this one was stopped, so this is said even after many other diagnostics.
                diagnostics.Add(limit);
                return;
            }

            if (!isComplete || targets.Any(outcome => outcome.HasMatched(i)))
                continue;
            if (action.Document is { } title && targets.Length == 0)
            {
                // Once for a document that is missing, not for each of the actions that are meant for it.
                var titles = string.Join(", ", documents.Select(d => $"'{d.File.Title}'"));
                if (unknown.Add(title))
                {
                    var meant = Spelling.Suggest(title, documents.Select(d => d.File.Title).OfType<string>());
                    Report(overlay.Diagnostic(action.DocumentPointer, Descriptors.UnknownDocument, title, meant, titles));
                }

                continue;
            }

            var where = action.Document is null ? "any document" : $"'{action.Document}'";
            Report(overlay.Diagnostic(action.Pointer / "target", Descriptors.TargetMatchesNothing, action.Target, where,
                WhereItEnds(action, i, targets, documents.Where(d => action.IsFor(d.File.Title)))));
        }

        void Report(DiagnosticInfo diagnostic)
        {
            if (diagnostics.Count < Limits.Diagnostics)
                diagnostics.Add(diagnostic);
        }
    }
}
