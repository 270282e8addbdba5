Environment.SetEnvironmentVariable("Hume__BaseAddress", Setup.Address.ToString());
Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None");

// The block.

using var host = builder.Build();
await host.StartAsync();
var speech = await host.Services.GetRequiredService<Narrator>().SayAsync("Hello!");
Console.WriteLine($"{speech.Generations.Count} generation");

// Prints:
// 1 generation
