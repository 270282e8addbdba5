using Hume;
using HumeGen.Simulator;

namespace HumeGen.Samples.Tests;

/// <summary>A server beside the sample, which the test can look into: the simulator.</summary>
internal sealed class SampleServer : IAsyncDisposable
{
    private SampleServer(HumeSimulator simulator)
    {
        Simulator = simulator;
        Hume = new HumeClient(new HumeClientOptions { BaseAddress = simulator.BaseAddress, ApiKey = simulator.ApiKey });
        Environment = new Dictionary<string, string> { ["HUME_BASE_URL"] = $"{simulator.BaseAddress}", ["HUME_API_KEY"] = simulator.ApiKey };
    }

    public HumeSimulator Simulator { get; }

    public HumeClient Hume { get; }

    /// <summary>Variables that lead a sample to this server.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; }

    public static async Task<SampleServer> StartAsync(HumeSimulatorOptions? options = null) => new(await HumeSimulator.StartAsync(options));

    public int Count(string method, string path) => Simulator.Requests.Count(r => r.Method == method && r.Path == path);

    public async ValueTask DisposeAsync()
    {
        Hume.Dispose();
        await Simulator.DisposeAsync();
    }
}
