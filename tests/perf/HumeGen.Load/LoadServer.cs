using HumeGen.Server;
using HumeGen.Server.Engines;
using HumeGen.Simulator;

namespace HumeGen.Load;

/// <summary>The process with the server: says its address, and stops when it is told to.</summary>
internal static class LoadServer
{
    public const string Key = "load";

    public static async Task<int> RunAsync(Action<HumeServerEngines>? engines)
    {
        var options = new HumeSimulatorOptions { ApiKey = Key, Limits = new ServerLimits { Sockets = 20_000, HistoryBytes = 1L << 30 }, ConfigureEngines = engines };
        var simulator = await HumeSimulator.StartAsync(options);
        await Console.Out.WriteLineAsync(simulator.BaseAddress.ToString());
        await Console.In.ReadLineAsync();
        await simulator.DisposeAsync();
        return 0;
    }
}
