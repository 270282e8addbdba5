using var hume = Setup.NewClient();

// The block.

await chat.SendAsync(new UserInput { Text = "Hello!" });
Console.WriteLine((await chat.WaitForAsync<AssistantMessage>()).Message.Content);

// Prints:
// *
