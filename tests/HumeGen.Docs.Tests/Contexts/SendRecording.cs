using var hume = Setup.NewClient();
await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync();
await File.WriteAllBytesAsync("question.wav", new HumeGen.Audio.PcmAudio(Setup.Recording(), new HumeGen.Audio.PcmFormat(48_000)).ToWav());
var heard = chat.WaitForAsync<Hume.EmpathicVoice.UserMessage>();

// The block.

Console.WriteLine($"heard: {(await heard).Message.Content}");

// Prints:
// heard: *.
