using System.Globalization;

namespace HumeGen.Tool.Diff;

/// <summary>Writes a report for a pull request.</summary>
internal static class MarkdownReport
{
    private static readonly (ChangeKind Kind, string Title)[] Sections =
    [
        (ChangeKind.Removed, "Removed (breaking)"),
        (ChangeKind.Breaking, "Changed (breaking)"),
        (ChangeKind.Added, "Added"),
        (ChangeKind.Compatible, "Changed (compatible)"),
    ];

    public static void Write(Report report, Terminal terminal, TextWriter writer)
    {
        writer.WriteLine($"**{report.Summary().TrimEnd('.')}**");
        Diagnostics(report.OldErrors, "Errors of the old specifications", terminal, writer);
        foreach (var (kind, title) in Sections)
        {
            var changes = report.Changes.Where(c => c.Kind == kind).ToArray();
            if (changes.Length == 0)
                continue;
            Heading(title, changes.Length, writer);
            foreach (var subject in changes.GroupBy(c => c.Subject))
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"- {subject.Key.Kind} {CSharpDisplay.Code(subject.Key.Name)}"));
                foreach (var change in subject)
                    writer.WriteLine($"  - {change.Text}{(change.Place is null ? "" : $" <sub>{terminal.Display(change.Place)}</sub>")}");
            }
        }

        Diagnostics(report.Diagnostics, "New diagnostics", terminal, writer);
    }

    private static void Diagnostics(IReadOnlyList<Microsoft.CodeAnalysis.Diagnostic> diagnostics, string title, Terminal terminal, TextWriter writer)
    {
        if (diagnostics.Count == 0)
            return;
        Heading(title, diagnostics.Count, writer);
        foreach (var diagnostic in diagnostics)
            writer.WriteLine($"- {CSharpDisplay.Code(terminal.Display(diagnostic))}");
    }

    private static void Heading(string title, int count, TextWriter writer)
    {
        writer.WriteLine();
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"### {title}: {count}"));
        writer.WriteLine();
    }
}
