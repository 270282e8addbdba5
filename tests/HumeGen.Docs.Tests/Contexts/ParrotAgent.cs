await using var server = await OtherApi.ParrotServer.StartAsync();
using var parrot = ParrotSetup.NewClient(server);

// The block.

// Prints:
// get_weather({"city":"Oslo"})
// In Oslo: Snow, -3 degrees.
// 16640 bytes of voice
