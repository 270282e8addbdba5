// Every kind of call in a program that NativeAOT compiles to machine code: no JIT, no reflection, no warning of the trimmer.
//   dotnet run --project samples/Aot     runs it with the JIT, and with a simulator inside the process unless HUME_BASE_URL and HUME_API_KEY are set
//   bash samples/Aot/compare             publishes it in both ways, and shows their sizes and times side by side
using System.Diagnostics;
using Aot;
using Hume;
using HumeGen;
using Samples;

var start = Stopwatch.StartNew();
using var process = Process.GetCurrentProcess();
var beforeMain = DateTime.Now - process.StartTime;

var server = ServerSettings.Read();
if (server.Problem is { } problem)
{
    Console.Error.WriteLine(problem);
    return 1;
}

#if SIMULATOR
await using var simulator = server.Address is null ? await HumeGen.Simulator.HumeSimulator.StartAsync(new() { JobDuration = TimeSpan.Zero }) : null;
if (simulator is not null)
    server = new(simulator.BaseAddress, simulator.ApiKey);
#else
if (server.Address is null)
{
    Console.Error.WriteLine(
        "HUME_BASE_URL and HUME_API_KEY are not set, and the published program has no simulator inside. "
        + "Start a server with: dotnet run --project runtime/HumeGen.Server.Tool -- --engines deterministic");
    return 1;
}
#endif

var isCompiled = !File.Exists(Path.Combine(AppContext.BaseDirectory, "Aot.dll"));
try
{
    using var hume = new HumeClient(new HumeClientOptions { BaseAddress = server.Address, ApiKey = server.ApiKey });
    Console.WriteLine($"Server: {server.Address}, compiled {(isCompiled ? "ahead of time (NativeAOT)" : "while it runs (JIT)")}; what a simulator says is invented");
    var recording = await Speech.RunAsync(hume);
    var firstAnswers = start.Elapsed;
    await Chat.RunAsync(hume);
    await Expression.RunAsync(hume, recording);
    await Errors.RunAsync(hume);

    process.Refresh();
    var times = FormattableString.Invariant($"{beforeMain.TotalMilliseconds:0} ms to the first line, {(beforeMain + firstAnswers).TotalMilliseconds:0} ms to speech");
    Console.WriteLine($"Start: {times}; memory at most: {process.PeakWorkingSet64 / 1_000_000} MB");
    return 0;
}
catch (ApiClientException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
