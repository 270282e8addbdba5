await using var server = await OtherApi.ParrotServer.StartAsync();
Environment.SetEnvironmentVariable("PARROT_BASE_URL", server.Address.ToString());
Environment.SetEnvironmentVariable("PARROT_API_KEY", OtherApi.ParrotServer.Key);

// The block.

Console.WriteLine(WavFile.Describe("hello.wav"));

// Prints:
// hello.wav: 1 header, whole, 16000 Hz, 1 channel, 16 bits, 0.12 s
