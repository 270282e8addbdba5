await using var server = await OtherApi.ParrotServer.StartAsync();
Environment.SetEnvironmentVariable("Parrot__BaseAddress", server.Address.ToString());
Environment.SetEnvironmentVariable("Parrot__ApiKey", OtherApi.ParrotServer.Key);
Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None");

// The block.

using var host = builder.Build();
await host.StartAsync();
foreach (var voice in (await host.Services.GetRequiredService<IVoicesClient>().ListAsync()).Voices)
    Console.WriteLine(voice.Name);

// Prints:
// Ara
// Kea
