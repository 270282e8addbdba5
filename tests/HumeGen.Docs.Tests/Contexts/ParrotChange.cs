await using var server = await OtherApi.ParrotServer.StartAsync();
using var parrot = ParrotSetup.NewClient(server);

// The block.

// Prints:
// Ara II: no note
// {"id":"ara","name":"Ara","created_at":0,"note":null}
