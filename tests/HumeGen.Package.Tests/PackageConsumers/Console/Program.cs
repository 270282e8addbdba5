using Hume;
using Hume.EmpathicVoice;
using HumeGen;

using var hume = new HumeClient(new HumeClientOptions { BaseAddress = new Uri(Environment.GetEnvironmentVariable("HUME_BASE_URL")!) });
await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync();
var metadata = await chat.WaitForMetadataAsync();
Console.WriteLine($"chat {metadata.ChatId}");
await chat.SendAsync(new UserInput { Text = "Good morning!" });
await foreach (var message in chat.ReadAllAsync())
{
    if (message is AssistantMessage assistant)
        Console.WriteLine($"assistant {assistant.Message.Content}");
    if (message is AudioOutput audio)
        Console.WriteLine($"audio {audio.ReadPcm().Data.Length}");
    if (message is AssistantEnd)
        break;
}
