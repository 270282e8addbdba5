// A simulator for clients in any language: prints its address and keys, and runs until its input ends. `humegen-server` is the program for more.
using HumeGen.Simulator;

await using var hume = await HumeSimulator.StartAsync();
Console.WriteLine($"HUME_BASE_URL={hume.BaseAddress}\nHUME_API_KEY={hume.ApiKey}\nHUME_SECRET_KEY={hume.SecretKey}");
await Console.In.ReadToEndAsync();
