using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace HumeGen.SystemTests.Nodes;

/// <summary>The program <c>humegen-server</c> in a process of its own, one of several with one database.</summary>
internal sealed class ServerNode : IAsyncDisposable
{
    /// <summary>The API key of all.</summary>
    public const string Key = "the-key-of-the-nodes";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(2);

    private readonly Process _process;

    private ServerNode(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<ServerNode> StartAsync(string folder, string database, string? allowedAddress)
    {
        var tool = typeof(ServerNode).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ServerTool").Value!;
        string[] options = ["--port", "0", "--engines", "deterministic", "--no-page", "--log-level", "None", "--data", folder];
        var process = Process.Start(new ProcessStartInfo("dotnet", [tool, .. options, .. allowedAddress is null ? Array.Empty<string>() : ["--allowed-address", allowedAddress]])
        {
            RedirectStandardOutput = true,
            Environment = { ["HUMEGEN_SERVER_KEY"] = Key, ["HUMEGEN_SERVER_SECRET"] = "the secret of the nodes", ["HUMEGEN_SERVER_DATABASE"] = database },
        })!;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(Bound) is { } line)
        {
            if (line.StartsWith("HUME_BASE_URL=", StringComparison.Ordinal))
                return new ServerNode(process, new Uri(line["HUME_BASE_URL=".Length..]));
        }

        throw new InvalidOperationException("The server has not started.");
    }

    /// <summary>Stops it as a supervisor does, and waits until it is gone.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync().WaitAsync(Bound);
        Assert.Equal(0, _process.ExitCode);
    }

    /// <summary>Kills it, as <c>kill -9</c> does.</summary>
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
