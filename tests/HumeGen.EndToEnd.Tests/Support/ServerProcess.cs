using System.Diagnostics;
using System.Reflection;

namespace Hume.EndToEnd;

/// <summary>The program <c>humegen-server</c>, below a path.</summary>
public sealed class ServerProcess : IAsyncLifetime
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private Process _process = null!;

    /// <summary>Its address.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Its key.</summary>
    public string Key { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        var tool = typeof(ServerProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "ServerTool").Value!;
        _process = Process.Start(new ProcessStartInfo("dotnet", [tool, "--port", "0", "--no-data", "--engines", "deterministic", "--path-base", "/voice", "--log-level", "Error", "--stop-with-input"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Address = new Uri(await SettingAsync("HUME_BASE_URL="));
        Key = await SettingAsync("HUME_API_KEY=");
    }

    public async Task DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Bound);
        _process.Dispose();
    }

    private async Task<string> SettingAsync(string name)
    {
        string line;
        do
            line = await _process.StandardOutput.ReadLineAsync().WaitAsync(Bound) ?? throw new InvalidOperationException($"The server has ended with {_process.ExitCode}.");
        while (!line.StartsWith(name, StringComparison.Ordinal));
        return line[name.Length..];
    }
}
