using System.Globalization;
using HumeGen;
using HumeGen.Soak;
using HumeGen.Tests;

// Sends audio over many connections at once and checks that all of it comes back in order, and that memory does not grow.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var sessions = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
var duration = TimeSpan.FromSeconds(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 120);
if (args.Length > 2)
    return await DropRun.RunAsync(sessions, duration, TimeSpan.FromSeconds(int.Parse(args[2], CultureInfo.InvariantCulture)));

var warmUp = duration / 6;

await using var server = await EchoServer.StartAsync();
using var pipeline = new ApiPipeline(
    new ApiDescription { Name = "Soak", BaseAddress = new Uri("https://api.example.test"), ApiKeyHeader = "X-Api-Key" },
    new ApiClientOptions { BaseAddress = server.Address, ApiKey = "soak-key" });

Console.WriteLine($"{sessions} sessions for {duration.TotalSeconds} s, {Session.FrameBytes} bytes of audio every {Session.FrameTime.TotalMilliseconds} ms each");
var chats = new List<Session>();
for (var i = 0; i < sessions; i++)
    chats.Add(new Session(i, new TestConnection(await pipeline.ConnectAsync(new RealtimeRequest("wss://api.example.test/v0", "/soak")))));

using var stop = new CancellationTokenSource(duration);
var running = Task.WhenAll(chats.Select(c => c.RunAsync(stop.Token)));

await Task.WhenAny(running, Task.Delay(warmUp));
var start = Memory.Measure("after warm-up");
while (!running.IsCompleted)
{
    await Task.WhenAny(running, Task.Delay(duration / 6));
    if (!stop.IsCancellationRequested)
        Memory.Measure("running");
}

await running;
var end = Memory.Measure("at the end, all sessions open");
var violations = chats.SelectMany(c => c.Violations).ToList();
violations.AddRange(Memory.Compare(start, end));

foreach (var chat in chats)
    await chat.DisposeAsync();
if (!SpinWait.SpinUntil(() => server.Open == 0, TimeSpan.FromSeconds(10)))
    violations.Add($"{server.Open} connections are still open on the server after all were disposed");

var latencies = chats.SelectMany(c => c.Latencies).Order().ToList();
var received = chats.Sum(c => c.Received);
Console.WriteLine($"sent {chats.Sum(c => c.Sent)}, received {received}, audio each way {received * Session.FrameBytes / 1e6:0.0} MB");
Console.WriteLine($"echo after {Percentile(0.5):0.00} ms (median), {Percentile(0.99):0.00} ms (99 %), {Percentile(1):0.00} ms (longest)");
foreach (var violation in violations.Take(20))
    Console.WriteLine($"VIOLATION: {violation}");
Console.WriteLine(violations.Count == 0 ? "nothing lost, nothing reordered, memory flat" : $"{violations.Count} violations");
return violations.Count == 0 ? 0 : 1;

double Percentile(double part) => latencies.Count == 0 ? double.NaN : latencies[(int)((latencies.Count - 1) * part)].TotalMilliseconds;
