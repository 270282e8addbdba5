namespace Hume.AI.Tests;

/// <summary>A simulator and a client of it.</summary>
internal sealed class Simulated : IAsyncDisposable
{
    public required HumeSimulator Simulator { get; init; }

    public required HumeClient Client { get; init; }

    public static async Task<Simulated> StartAsync()
    {
        var simulator = await HumeSimulator.StartAsync(new() { JobDuration = TimeSpan.FromMilliseconds(1) });
        return new() { Simulator = simulator, Client = new(new HumeClientOptions { BaseAddress = simulator.BaseAddress, ApiKey = simulator.ApiKey, MaxRetries = 0 }) };
    }

    /// <summary>The newest request for a path.</summary>
    public RecordedRequest Request(string path) => Simulator.Requests.Last(r => r.Path == path);

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return Simulator.DisposeAsync();
    }
}
