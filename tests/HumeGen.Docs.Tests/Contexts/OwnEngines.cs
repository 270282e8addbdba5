// Only for net10.0.
string[] args = ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"];

// The block.

await app.StartAsync();
var server = (HumeServer)app.Services.GetService(typeof(HumeServer))!;
using var hume = new Hume.HumeClient(new Hume.HumeClientOptions { BaseAddress = new Uri(app.Urls.First()), ApiKey = server.ApiKey });
var speech = await hume.Tts.SynthesizeJsonAsync(new() { Utterances = [new() { Text = "Hello." }], Format = new Hume.Tts.FormatWav() });
Console.WriteLine(speech.Generations[0].Duration);
await using (var chat = await hume.EmpathicVoice.Chat.ConnectAsync())
{
    await chat.SendAsync(new Hume.EmpathicVoice.UserInput { Text = "Hello." });
    await foreach (var message in chat.ReadAllAsync())
    {
        if (message is Hume.EmpathicVoice.AssistantMessage assistant)
            Console.WriteLine(assistant.Message.Content);
        if (message is Hume.EmpathicVoice.AssistantEnd)
            break;
    }
}

await app.DisposeAsync();

// Prints:
// 0.5
// You said: Hello.
