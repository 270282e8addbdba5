using System.Diagnostics;

namespace HumeGen.Tests;

/// <summary>Runs programs as a user would in a shell.</summary>
internal static class Shell
{
    // Far more than anything here takes, on a busy machine as well: what hangs ends at some time, with its output.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>Runs a program to its end.</summary>
    /// <param name="folder">Working folder.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="program">The program and its arguments.</param>
    /// <returns>Whether its exit code was 0, and all that it wrote.</returns>
    public static async Task<Outcome> RunAsync(string folder, IReadOnlyDictionary<string, string>? environment, params string[] program)
    {
        var start = new ProcessStartInfo(program[0], program[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        // The runner of tests is itself part of a build, whose variables are not for others.
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || n is "HUME_API_KEY" or "HUME_BASE_URL").ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{string.Join(' ', program)}' did not end.\n{await output}{await error}");
        }

        return new Outcome(process.ExitCode == 0, await output + await error);
    }
}

/// <summary>Result of a program.</summary>
internal sealed record Outcome(bool Succeeded, string Output)
{
    /// <summary>The lines of a build that say what is wrong with a project, each once.</summary>
    public IReadOnlyList<string> Problems(string project = "") =>
        [.. Output.Split('\n').Select(l => l.Trim())
            .Where(l => l.Contains(": error ", StringComparison.Ordinal) || l.Contains(": warning ", StringComparison.Ordinal))
            .Where(l => l.Contains(project + ".csproj", StringComparison.Ordinal))
            .Distinct()];
}
