using System.CommandLine;
using HumeGen.Tool.Specs;
using Microsoft.CodeAnalysis;

namespace HumeGen.Tool.Emit;

/// <summary><c>emit</c>: writes what a build generates into a folder.</summary>
internal static class EmitCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Terminal terminal)
    {
        var specs = new Argument<string[]>("specs") { Description = "Specifications and overlays, or folders of them.", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output", "-o") { Description = "The folder to write to.", HelpName = "dir", Required = true };
        var @namespace = new Option<string?>("--namespace") { Description = "The root namespace, in place of the documents' own.", HelpName = "name" };
        var client = new Option<string?>("--client") { Description = "The full name of the root client, in place of the documents' own, such as Todo.TodoClient.", HelpName = "name" };
        var @internal = new Option<bool>("--internal") { Description = "Make all types internal." };
        var include = new Option<string[]>("--include") { Description = "Only these clients and what they need, such as Tasks or Tasks.Comments.", HelpName = "client" };
        var perspective = new Option<string?>("--perspective") { Description = "The side that AsyncAPI documents describe: client or server.", HelpName = "side" };
        perspective.AcceptOnlyFromAmong("client", "server");
        var baseAddress = new Option<string?>("--base-address") { Description = "The address of the API in place of the documents' servers.", HelpName = "url" };
        return CommandLine.Command(
            "emit",
            "Writes the C# that a build generates into a folder: to read, or to commit in place of generating it.",
            [specs, output, @namespace, client, @internal, include, perspective, baseAddress],
            parsed => Run(
                SpecSet.Load(parsed.GetRequiredValue(specs), terminal),
                new GeneratorSettings(
                    parsed.GetValue(@namespace), parsed.GetValue(@internal), parsed.GetValue(include) ?? [], parsed.GetValue(perspective), parsed.GetValue(baseAddress))
                {
                    Client = parsed.GetValue(client),
                },
                parsed.GetRequiredValue(output),
                terminal));
    }

    private static int Run(SpecSet specs, GeneratorSettings settings, string output, Terminal terminal)
    {
        var (files, diagnostics) = GeneratorHost.Run(specs, settings, HandwrittenSources.All());
        foreach (var diagnostic in diagnostics)
            terminal.Error.WriteLine(terminal.Display(diagnostic));
        if (diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
        {
            terminal.Error.WriteLine("humegen: error: Nothing was written or removed, as a build would fail with these errors.");
            return Terminal.Failure;
        }

        EmittedFolder folder;
        try
        {
            folder = EmittedFolder.Write(terminal.FullPath(output), files.ToDictionary(f => f.HintName, f => f.SourceText.ToString(), StringComparer.Ordinal));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ToolException($"'{output}' cannot be written: {e.Message}");
        }

        terminal.Out.WriteLine($"{terminal.Display(folder.Path)}: {files.Count} files, {folder.Written} written, {folder.Removed} removed.");
        return Terminal.Success;
    }
}
