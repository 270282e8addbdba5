using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace HumeGen.Crash;

/// <summary>The server in a process of its own.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    public const string Key = "the key of the kills";

    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);

    private readonly Process _process;

    private ServerProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<ServerProcess> StartAsync(string folder, string? database)
    {
        var tool = typeof(ServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ServerTool").Value!;
        var program = Environment.GetEnvironmentVariable("HUMEGEN_SERVER_PROGRAM");
        string[] before = program is null ? [tool] : [];
        string[] options = ["--port", "0", "--engines", "deterministic", "--no-page", "--log-level", "Error", "--data", folder];
        var start = new ProcessStartInfo(program ?? "dotnet", [.. before, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // Most of a round is the start of the server.
            Environment = { ["HUMEGEN_SERVER_KEY"] = Key, ["HUMEGEN_SERVER_SECRET"] = "the secret of the kills", ["DOTNET_TieredPGO"] = "0" },
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
            throw new MissingException("The server does not start: " + string.Join(' ', log));
    }

    public void Kill() => _process.Kill();

    /// <summary>Stops it as a supervisor does, and waits until it is gone.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Bound);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
