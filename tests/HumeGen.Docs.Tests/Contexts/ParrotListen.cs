await using var server = await OtherApi.ParrotServer.StartAsync();
using var parrot = ParrotSetup.NewClient(server);
await File.WriteAllBytesAsync("sentence.pcm", new byte[16_000]);

// The block.

// Prints:
// so far: 10 characters
// so far: 20 characters
// so far: 25 characters
// said: 25 characters
