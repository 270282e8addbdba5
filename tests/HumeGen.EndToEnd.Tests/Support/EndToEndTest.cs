using HumeGen.Simulator;

namespace Hume.EndToEnd;

/// <summary>A client, and a simulator that it talks to.</summary>
public abstract class EndToEndTest : IAsyncLifetime
{
    private protected HumeSimulator Simulator { get; private set; } = null!;

    private protected HumeClient Hume { get; private set; } = null!;

    // Only so that a test that would hang fails instead; no test passes or fails by how fast it is.
    private protected CancellationToken Patience { get; } = new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token;

    public async Task InitializeAsync()
    {
        Simulator = await HumeSimulator.StartAsync();
        Hume = new HumeClient(new HumeClientOptions { BaseAddress = Simulator.BaseAddress, ApiKey = Simulator.ApiKey });
    }

    public async Task DisposeAsync()
    {
        Hume.Dispose();
        await Simulator.DisposeAsync();
    }
}
