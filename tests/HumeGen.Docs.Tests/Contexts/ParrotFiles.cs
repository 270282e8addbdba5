await using var server = await OtherApi.ParrotServer.StartAsync();
using var parrot = ParrotSetup.NewClient(server);
await using (var speech = await parrot.Speech.CreateAsync(new() { Text = "Hello!", Voice = "ara" }))
    await speech.SaveAsync("hello.wav");

// The block.

// Prints:
// Kea: hello.wav, 3884 bytes
// Text 1
// Text 2
// Text 3
// Text 4
// Text 5
// 5 texts on the first page
// Ara speaks English.
// Kea speaks nl, which is new.
