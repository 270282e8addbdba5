using System.CommandLine;
using System.Globalization;
using HumeGen.Tool.Specs;
using Microsoft.CodeAnalysis;

namespace HumeGen.Tool.Diff;

/// <summary><c>diff</c>: says what an update of the specifications changes for callers of the generated C#.</summary>
internal static class DiffCommand
{
    private const string Text = "text";
    private const string Markdown = "markdown";

    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal)
    {
        var old = new Argument<string>("old") { Description = "The specification as it was, or a folder of specifications and overlays." };
        var @new = new Argument<string>("new") { Description = "The same as it is now." };
        var overlays = new Option<string[]>("--overlay") { Description = "An overlay, or a folder of them, for both.", HelpName = "file" };
        var format = new Option<string>("--format") { Description = "For a terminal, or for a pull request.", DefaultValueFactory = _ => Text };
        format.AcceptOnlyFromAmong(Text, Markdown);
        var output = new Option<string?>("--output", "-o") { Description = "The file to write to, in place of the terminal.", HelpName = "file" };
        var fail = new Option<bool>("--fail-on-breaking") { Description = "Exit with 2 when something breaks callers." };
        return CommandLine.Command(
            "diff",
            "Says what an update of specifications changes for callers of the generated C#: what is gone, what breaks, what is new.",
            [old, @new, overlays, format, output, fail],
            parsed =>
            {
                var shared = parsed.GetValue(overlays) ?? [];
                var before = SpecSet.Load([parsed.GetRequiredValue(old), .. shared], terminal).Bind();
                var after = SpecSet.Load([parsed.GetRequiredValue(@new), .. shared], terminal).Bind();
                return Run(Report.Of(before, after), parsed.GetRequiredValue(format), parsed.GetValue(output), parsed.GetValue(fail), terminal);
            });
    }

    private static int Run(Report report, string format, string? output, bool failOnBreaking, Terminal terminal)
    {
        var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        if (format == Markdown)
            MarkdownReport.Write(report, terminal, writer);
        else
            TextReport.Write(report, terminal, writer);
        if (output is null)
            terminal.Out.Write(writer.ToString());
        else
            Save(output, writer.ToString(), terminal);

        // A specification with errors is not compared as a whole, so nobody should rely on the result.
        if (report.Diagnostics.Concat(report.OldErrors).Any(d => d.Severity == DiagnosticSeverity.Error))
            return Terminal.Failure;
        return failOnBreaking && report.Changes.Any(c => c.IsBreaking) ? Terminal.Breaking : Terminal.Success;
    }

    private static void Save(string output, string text, Terminal terminal)
    {
        try
        {
            File.WriteAllText(terminal.FullPath(output), text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{output}' cannot be written: {e.Message}");
        }
    }
}
