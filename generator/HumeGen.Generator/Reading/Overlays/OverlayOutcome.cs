using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Reading.Overlays;

/// <summary>Effect of one overlay on one document. Actions go by their numbers in the overlay.</summary>
internal sealed class OverlayOutcome(Overlay overlay)
{
    private readonly HashSet<int> _matched = [];
    private readonly Dictionary<int, JsonPath.DeadEnd> _ends = [];
    private readonly List<(int Action, DiagnosticInfo Diagnostic)> _diagnostics = [];

    public Overlay Overlay { get; } = overlay;

    /// <summary>The action at which a limit was reached, after which none was applied; null where all were.</summary>
    public (int Action, DiagnosticInfo Diagnostic)? Limit { get; set; }

    public bool HasMatched(int action) => _matched.Contains(action);

    public void SetMatched(int action) => _matched.Add(action);

    /// <summary>The place where the target of an action no longer matches; null where it selects a node, or was not looked for.</summary>
    public JsonPath.DeadEnd? End(int action) => _ends.TryGetValue(action, out var end) ? end : null;

    public void SetEnd(int action, JsonPath.DeadEnd end) => _ends[action] = end;

    /// <summary>Diagnostics of the actions in this document.</summary>
    public IEnumerable<DiagnosticInfo> Diagnostics(int action) => _diagnostics.Where(d => d.Action == action).Select(d => d.Diagnostic);

    /// <summary>Notes what is wrong with an action, unless enough is said already.</summary>
    public void Report(int action, DiagnosticInfo diagnostic)
    {
        if (_diagnostics.Count < Limits.Diagnostics)
            _diagnostics.Add((action, diagnostic));
    }
}
