using var hume = Setup.NewClient();
await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync();
await chat.SendAsync(new Hume.EmpathicVoice.UserInput { Text = "Hello!" });

// The block.

Console.WriteLine(WavFile.Describe("answer.wav"));

// Prints:
// answer.wav: 1 header, whole, 48000 Hz, 1 channel, 16 bits, * s
