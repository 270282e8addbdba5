using System.CommandLine;
using HumeGen.Tool.Check;
using HumeGen.Tool.Diff;
using HumeGen.Tool.Emit;
using HumeGen.Tool.Where;

namespace HumeGen.Tool;

/// <summary>The commands of the tool.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command.</summary>
    /// <param name="args">The arguments behind the tool's name.</param>
    /// <param name="terminal">Terminal with paths and output.</param>
    /// <returns>The exit code: see <see cref="Terminal"/>.</returns>
    public static int Run(string[] args, Terminal terminal)
    {
        var root = new RootCommand("Compares, generates and checks what HumeGen makes of OpenAPI and AsyncAPI specifications and their overlays.")
        {
            DiffCommand.Create(terminal),
            EmitCommand.Create(terminal),
            CheckCommand.Create(terminal),
            WhereCommand.Create(terminal),
        };
        try
        {
            return root.Parse(args).Invoke(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
            });
        }
        catch (ToolException e)
        {
            terminal.Error.WriteLine($"humegen: error: {e.Message}");
            return Terminal.Failure;
        }
    }

    /// <summary>Makes a command of its parts and of what it does.</summary>
    public static Command Command(string name, string description, IEnumerable<Symbol> parts, Func<ParseResult, int> action)
    {
        var command = new Command(name, description);
        foreach (var part in parts)
        {
            if (part is Argument argument)
                command.Add(argument);
            else
                command.Add((Option)part);
        }

        command.SetAction(action);
        return command;
    }
}
