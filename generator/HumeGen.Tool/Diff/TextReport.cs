namespace HumeGen.Tool.Diff;

/// <summary>Writes a report for a terminal.</summary>
internal static class TextReport
{
    public static void Write(Report report, Terminal terminal, TextWriter writer)
    {
        foreach (var diagnostic in report.OldErrors)
            writer.WriteLine("old: " + terminal.Display(diagnostic));
        foreach (var subject in report.Changes.GroupBy(c => c.Subject))
        {
            writer.WriteLine($"{subject.Key.Kind} {subject.Key.Name}");
            foreach (var change in subject)
            {
                var place = change.Place is null ? "" : $"  [{terminal.Display(change.Place)}]";
                writer.WriteLine($"  {Sign(change.Kind)} {change.Text.Replace("`", "", StringComparison.Ordinal)}{place}");
            }

            writer.WriteLine();
        }

        if (report.Diagnostics.Count > 0)
        {
            writer.WriteLine("New diagnostics");
            foreach (var diagnostic in report.Diagnostics)
                writer.WriteLine("  " + terminal.Display(diagnostic));
            writer.WriteLine();
        }

        if (report.Changes.Count > 0)
            writer.WriteLine("- removed   ! changed, breaking   + added   ~ changed, compatible");
        writer.WriteLine(report.Summary());
    }

    private static char Sign(ChangeKind kind) => kind switch
    {
        ChangeKind.Removed => '-',
        ChangeKind.Breaking => '!',
        ChangeKind.Added => '+',
        _ => '~',
    };
}
