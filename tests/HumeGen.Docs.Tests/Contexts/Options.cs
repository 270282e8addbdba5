var address = Setup.Address;
var trace = "trace-of-a-test";
var id = await Setup.NewConfigAsync(Setup.NewClient());

// The block.

await using (var chat = await hume.EmpathicVoice.Chat.ConnectAsync())
    await chat.WaitForMetadataAsync();

// Prints:
// GET /v0/evi/configs/{id}/version/{version} (attempt 1): 200
// *-*-*-*-*
// GET /v0/evi/chat (attempt 1): 101
// Received * bytes of text on connection 1 to /v0/evi/chat
