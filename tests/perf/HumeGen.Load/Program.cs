using System.Diagnostics;
using System.Globalization;
using HumeGen.Load;
using HumeGen.Load.Hearing;
using HumeGen.Load.Keys;
using HumeGen.Load.Latency;
using HumeGen.Server.Flite;

// Holds many chats at once with a server in a process of its own, and tells what a chat costs it. Every chat has to get every answer.
//   HumeGen.Load [chats [turns]]    HumeGen.Load flite [chats [turns]]    HumeGen.Load latency [turns]    HumeGen.Load hearing [most speakers]
//   HumeGen.Load keys [keys [chats [jobs [minutes]]]]
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["server", "keys", var folder])
    return await KeysServer.RunAsync(folder);

if (args is ["server", var kind])
    return await LoadServer.RunAsync(kind switch { "latency" => TimedEngines.Use, "flite" => engines => engines.AddFlite(), _ => null });

if (args is ["hearing", .. var most])
    return await HearingRun.RunAsync(most.Length > 0 ? int.Parse(most[0], CultureInfo.InvariantCulture) : 32);

if (args is ["keys", .. var numbers])
{
    var given = numbers.Select(number => double.Parse(number, CultureInfo.InvariantCulture)).ToList();
    double Number(int place, double otherwise) => place < given.Count ? given[place] : otherwise;
    return await KeysRun.RunAsync((int)Number(0, 1_000), (int)Number(1, 200), (int)Number(2, 50), Number(3, 10));
}

var engines = args is ["flite", ..] ? "flite" : "load";
args = engines == "flite" ? args[1..] : args;
var isLatency = args is ["latency", ..];
var count = args.Length > 0 && !isLatency ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000;
var turns = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 3;
var role = isLatency ? "server latency" : $"server {engines}";
using var server = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, role) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
var address = new Uri((await server.StandardOutput.ReadLineAsync())!);
if (isLatency)
{
    await LatencyRun.RunAsync(address, args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 100);
    await server.StandardInput.WriteLineAsync();
    return 0;
}

server.Refresh();
var memoryBefore = server.WorkingSet64;
var processorBefore = server.TotalProcessorTime;

var start = Stopwatch.GetTimestamp();
var chats = await Task.WhenAll(Enumerable.Range(0, count).Select(number => LoadChat.OpenAsync(address, number)));
Console.WriteLine($"{count} chats opened in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
start = Stopwatch.GetTimestamp();
var ends = await Task.WhenAll(chats.Select(chat => chat.TalkAsync(turns)));
var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
server.Refresh();
var processor = (server.TotalProcessorTime - processorBefore).TotalSeconds;
var memory = (server.WorkingSet64 - memoryBefore) / 1024.0 / count;
var lost = ends.Count(end => end is not null);
foreach (var end in ends.OfType<string>().GroupBy(end => end).Take(5))
    Console.WriteLine($"LOST {end.Count()}: {end.Key}");

Console.WriteLine($"{turns} spoken turns each in {seconds:0.0} s: {count - lost} of {count} chats got every answer");
Console.WriteLine($"processor of the server: {processor:0.0} s, {processor * 1000 / count / turns:0.0} ms for a turn; memory: {memory:0} KiB for a chat");

// All chats are still open.
start = Stopwatch.GetTimestamp();
await server.StandardInput.WriteLineAsync("stop");
await server.WaitForExitAsync();
var stop = Stopwatch.GetElapsedTime(start).TotalSeconds;
Console.WriteLine($"the server stopped in {stop:0.0} s");
foreach (var chat in chats)
    chat.Dispose();

return lost == 0 ? 0 : 1;
