using HumeGen.Generator.Diagnostics;

namespace HumeGen.Generator.Reading.Overlays;

/// <summary>Effect of one overlay on one document. Actions go by their numbers in the overlay.</summary>
internal sealed class OverlayOutcome(Overlay overlay)
{
    private readonly HashSet<int> _matched = [];
    private readonly List<(int Action, DiagnosticInfo Diagnostic)> _diagnostics = [];

    public Overlay Overlay { get; } = overlay;

    /// <summary>The action at which a limit was reached, after which none was applied; null where all were.</summary>
    public (int Action, DiagnosticInfo Diagnostic)? Limit { get; set; }

    public bool HasMatched(int action) => _matched.Contains(action);

    public void SetMatched(int action) => _matched.Add(action);

    /// <summary>Diagnostics of the actions in this document.</summary>
    public IEnumerable<DiagnosticInfo> Diagnostics(int action) => _diagnostics.Where(d => d.Action == action).Select(d => d.Diagnostic);

    /// <summary>Notes what is wrong with an action, unless enough is said already.</summary>
    public void Report(int action, DiagnosticInfo diagnostic)
    {
        if (_diagnostics.Count < Limits.Diagnostics)
            _diagnostics.Add((action, diagnostic));
    }
}
