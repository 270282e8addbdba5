// Only for net10.0.
await using var simulator = await HumeGen.Simulator.HumeSimulator.StartAsync();
using var hume = new Hume.HumeClient(new Hume.HumeClientOptions { BaseAddress = simulator.BaseAddress, ApiKey = simulator.ApiKey });

// The block.

await chat.WaitForMetadataAsync();
var again = new TaskCompletionSource();
chat.Reconnected += (_, _) => again.SetResult();
simulator.Sockets[^1].Abort();
await again.Task.WaitAsync(TimeSpan.FromSeconds(30));

// Prints:
// Attempt 1 to reconnect in *, messages uncertain: 0, lost: 0. The connection to /v0/evi/chat broke without a closing message
// The conversation goes on.
