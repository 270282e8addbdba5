using var hume = Setup.NewClient();
string chatId;
await using (var chat = await hume.EmpathicVoice.Chat.ConnectAsync())
{
    chatId = (await chat.WaitForMetadataAsync()).ChatId;
    var end = chat.WaitForAsync<Hume.EmpathicVoice.AssistantEnd>();
    await chat.SendAsync(new Hume.EmpathicVoice.UserInput { Text = "Hello!" });
    await end;
}

// The block.

// Prints:
// USER: Hello!
// AGENT: *
// AGENT: *
// COMPLETE
