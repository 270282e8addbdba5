// An offline Hume for clients in any language: prints its address and keys, and runs until its input ends or Ctrl+C.
//   dotnet run --project samples/SimulatorServer
//   HUME_BASE_URL=<address> HUME_API_KEY=<key> dotnet run --project samples/Quickstart
using HumeGen.Simulator;

await using var hume = await HumeSimulator.StartAsync();
Console.WriteLine($"HUME_BASE_URL={hume.BaseAddress}");
Console.WriteLine($"HUME_API_KEY={hume.ApiKey}");
Console.WriteLine($"HUME_SECRET_KEY={hume.SecretKey}");

var stop = new TaskCompletionSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    stop.TrySetResult();
};
await Task.WhenAny(stop.Task, Task.Run(() => Console.In.ReadToEnd()));
