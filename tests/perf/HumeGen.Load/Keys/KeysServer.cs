using System.Globalization;
using HumeGen.Server;
using HumeGen.Server.Database;
using HumeGen.Simulator.Engines;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace HumeGen.Load.Keys;

/// <summary>The process with a server on a database, which logs everything to its standard error.</summary>
internal static class KeysServer
{
    /// <summary>The line that asks for the bytes that live on the managed heap.</summary>
    public const string Measure = "measure";

    public static async Task<int> RunAsync(string folder)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddSimpleConsole(console => console.SingleLine = true);
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.AddHumeDatabase(new() { Folder = folder });
        builder.Services.AddHumeServer((_, options) => options.Engines = DeterministicEngines.Create());
        var app = builder.Build();
        await using var _ = app;
        app.Urls.Add("http://127.0.0.1:0");
        app.MapHumeServer();
        await app.StartAsync();
        await Console.Out.WriteLineAsync(app.Urls.First());
        while (await Console.In.ReadLineAsync() == Measure)
            await Console.Out.WriteLineAsync(HeapBytes().ToString(CultureInfo.InvariantCulture));

        await app.StopAsync();
        return 0;
    }

    private static long HeapBytes()
    {
        // What is finalized is garbage only after the second time.
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
