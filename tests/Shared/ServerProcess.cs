using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace HumeGen.Tests;

/// <summary>The program <c>humegen-server</c> in a process of its own, which keeps its state.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    /// <summary>The API key of all of them.</summary>
    public const string Key = "the-key-of-the-servers";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    /// <summary>Starts it, and waits until it listens.</summary>
    /// <param name="folder">The folder of its data.</param>
    /// <param name="database">The connection string of a PostgreSQL database; null for SQLite in the folder.</param>
    /// <param name="options">Further options.</param>
    public static async Task<ServerProcess> StartAsync(string folder, string? database, params string[] options)
    {
        var tool = typeof(ServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ServerTool").Value!;
        var program = Environment.GetEnvironmentVariable("HUMEGEN_SERVER_PROGRAM");
        string[] before = program is null ? [tool] : [];
        var start = new ProcessStartInfo(
            program ?? "dotnet", [.. before, "--port", "0", "--engines", "deterministic", "--no-page", "--log-level", "Error", "--data", folder, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // The start is most of the time of a test.
            Environment = { ["HUMEGEN_SERVER_KEY"] = Key, ["HUMEGEN_SERVER_SECRET"] = "the secret of the servers", ["DOTNET_TieredPGO"] = "0" },
        };
        if (database is not null)
            start.Environment["HUMEGEN_SERVER_DATABASE"] = database;

        var process = Process.Start(start)!;
        var log = new List<string>();
        process.ErrorDataReceived += (_, line) =>
        {
            lock (log)
                log.Add(line.Data ?? "");
        };
        process.BeginErrorReadLine();
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Bound) is { } line)
        {
            if (line.StartsWith("HUME_BASE_URL=", StringComparison.Ordinal))
                return new ServerProcess(process, new Uri(line["HUME_BASE_URL=".Length..]));
        }

        lock (log)
            throw new InvalidOperationException("The server does not start: " + string.Join(' ', log));
    }

    /// <summary>Stops it as a supervisor does, and waits until it is gone.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Bound);
        return _process.ExitCode;
    }

    /// <summary>Kills it, as <c>kill -9</c> does, and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Bound);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();

        _process.Dispose();
    }
}
