await using var server = await OtherApi.ParrotServer.StartAsync();
using var parrot = ParrotSetup.NewClient(server);

// The block.

Console.WriteLine($"{new FileInfo("sentence.pcm").Length} bytes");

// Prints:
// It plays 500 ms.
// 16000 bytes
