using System.CommandLine;
using System.Globalization;
using HumeGen.Tool.Specs;
using Microsoft.CodeAnalysis;

namespace HumeGen.Tool.Check;

/// <summary><c>check</c>: says what is wrong with specifications and overlays, before a build does.</summary>
internal static class CheckCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal)
    {
        var specs = new Argument<string[]>("specs") { Description = "Specifications and overlays that belong together, or folders of them.", Arity = ArgumentArity.OneOrMore };
        var warnAsError = new Option<bool>("--warnaserror") { Description = "Take warnings for errors." };
        var quiet = new Option<bool>("--no-info") { Description = "Print warnings and errors alone." };
        return CommandLine.Command(
            "check",
            "Says what is wrong with specifications and overlays, in the form of a build. Exits with 1 when there are errors.",
            [specs, warnAsError, quiet],
            parsed => Run(SpecSet.Load(parsed.GetRequiredValue(specs), terminal), parsed.GetValue(warnAsError), parsed.GetValue(quiet), terminal));
    }

    private static int Run(SpecSet specs, bool warnAsError, bool quiet, Terminal terminal)
    {
        var (_, diagnostics) = GeneratorHost.Run(specs, GeneratorSettings.Default, []);
        var all = diagnostics.Concat(Lints.Run(specs.Bind()))
            .Select(d => (Diagnostic: d, Severity: warnAsError && d.Severity == DiagnosticSeverity.Warning ? DiagnosticSeverity.Error : d.Severity))
            .DistinctBy(d => terminal.Display(d.Diagnostic))
            .Where(d => !quiet || d.Severity >= DiagnosticSeverity.Warning)
            .OrderBy(d => d.Diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(d => d.Diagnostic.Location.SourceSpan.Start)
            .ThenBy(d => d.Diagnostic.Id, StringComparer.Ordinal)
            .ToList();
        foreach (var (diagnostic, severity) in all)
            terminal.Out.WriteLine(terminal.Display(diagnostic, severity));

        var errors = Count(DiagnosticSeverity.Error);
        terminal.Out.WriteLine(
            $"{Counted(specs.Files.Count, "file")}: {Counted(errors, "error")}, {Counted(Count(DiagnosticSeverity.Warning), "warning")}, {Counted(Count(DiagnosticSeverity.Info), "info")}.");
        return errors > 0 ? Terminal.Failure : Terminal.Success;

        int Count(DiagnosticSeverity severity) => all.Count(d => d.Severity == severity);
    }

    private static string Counted(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
