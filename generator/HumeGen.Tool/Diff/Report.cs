using System.Globalization;
using HumeGen.Tool.Specs;
using Microsoft.CodeAnalysis;

namespace HumeGen.Tool.Diff;

/// <summary>The result of a comparison.</summary>
/// <param name="Changes">The changes, those of one subject together.</param>
/// <param name="Diagnostics">Diagnostics of the new specifications that the old ones did not have.</param>
/// <param name="OldErrors">Errors of the old ones, which leave the comparison incomplete.</param>
internal sealed record Report(IReadOnlyList<Change> Changes, IReadOnlyList<Diagnostic> Diagnostics, IReadOnlyList<Diagnostic> OldErrors)
{
    public static Report Of(BoundSpecs old, BoundSpecs @new)
    {
        // Lines move, so it is the message that says whether it is the same; what occurs more often than before is new as well.
        var known = old.Diagnostics.GroupBy(d => (d.Id, d.Arguments)).ToDictionary(g => g.Key, g => g.Count());
        var brought = @new.Diagnostics.Where(d =>
        {
            var left = known.GetValueOrDefault((d.Id, d.Arguments));
            known[(d.Id, d.Arguments)] = left - 1;
            return left <= 0;
        });
        return new Report(
            ModelDiff.Compare(old, @new),
            [.. brought.Select(d => d.ToDiagnostic())],
            [.. old.Diagnostics.Select(d => d.ToDiagnostic()).Where(d => d.Severity == DiagnosticSeverity.Error)]);
    }

    /// <summary>One line with all counts.</summary>
    public string Summary()
    {
        if (Changes.Count == 0)
            return "Nothing changes for callers" + Brought();
        var breaking = Changes.Count(c => c.IsBreaking);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{breaking} breaking ({Of(ChangeKind.Removed)} removed, {Of(ChangeKind.Breaking)} changed), {Changes.Count - breaking} compatible ({Of(ChangeKind.Added)} added, {Of(ChangeKind.Compatible)} changed)")
            + Brought();

        int Of(ChangeKind kind) => Changes.Count(c => c.Kind == kind);
    }

    private string Brought() => Diagnostics.Count == 0 ? "."
        : string.Create(CultureInfo.InvariantCulture, $"; {Diagnostics.Count} new diagnostic{(Diagnostics.Count == 1 ? "" : "s")}.");
}
