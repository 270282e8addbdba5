// One program's own Hume client: generated into this project, under its own namespace, with its own types, names and members.
// What is asked of the generator stands in Customised.csproj and customised.overlay.yml, what is added by hand in Messages.cs.
// A simulator inside this process answers, so there is nothing to set up.
using Customised.Voice;
using Customised.Voice.EmpathicVoice;
using HumeGen;
using HumeGen.Json;
using HumeGen.Simulator;

if (args.Length > 0)
{
    Console.Error.WriteLine($"Unknown argument '{args[0]}'. This sample takes none.");
    return 1;
}

await using var simulator = await HumeSimulator.StartAsync();
int requests = 0, messages = 0, bytes = 0;
using var hume = new HumeClient(new HumeClientOptions
{
    BaseAddress = simulator.BaseAddress,
    ApiKey = simulator.ApiKey,

    // Hooks of this client: every request, every response, every message in and out.
    OnRequest = attempt => attempt.SetHeader("X-Request-Source", "customised sample"),
    OnResponse = attempt => Interlocked.Increment(ref requests),
    OnMessage = message =>
    {
        Interlocked.Increment(ref messages);
        Interlocked.Add(ref bytes, message.Data.Length);
    },
});

// A renamed operation, and a property of our own that trims.
Console.WriteLine("A prompt, written by a method that we renamed:");
var prompt = await hume.EmpathicVoice.Prompts.WritePromptAsync(new PostedPrompt { Name = "  Guide  ", Text = "Be brief." });
TimeSpan age = DateTimeOffset.UtcNow - prompt!.CreatedOn;
Console.WriteLine($"    '{prompt.Name}', {(age < TimeSpan.FromMinutes(1) ? "created just now" : $"created {age.TotalMinutes:0} minutes ago")}");

// A member that we added to a message.
Console.WriteLine("A chat, with a member that we added to its messages:");
await using (var chat = await hume.EmpathicVoice.Chat.ConnectAsync())
{
    var answer = chat.WaitForAsync<AssistantProsody>();
    var end = chat.WaitForAsync<AssistantEnd>();
    await chat.SendAsync(new UserInput { Text = "What a wonderful morning!" });
    Console.WriteLine($"    The answer sounds of {(await answer).StrongestExpression}. (The simulator invents that.)");
    await end;
}

Console.WriteLine("The chats so far, with ids that are no longer text:");
await foreach (var old in hume.EmpathicVoice.Chats.ListChatsAsync())
{
    Guid id = old.Id;
    Console.WriteLine($"    {id:B}");
}

// A message that no specification has, read from a recording: it is a member of the union like all others.
Console.WriteLine("A message that Hume has not published:");
var recorded = ApiJson.Read("""{"type":"speech_pause","duration_ms":1500}"""u8, ISubscribeEvent.ReadJson);
Console.WriteLine(recorded is SpeechPause pause ? $"    EVI falls silent for {pause.Duration.TotalSeconds} s." : $"    It was {recorded.GetType().Name}.");

Console.WriteLine("Hooks that saw it all:");
Console.WriteLine($"    {requests} requests, {messages} messages of {bytes:N0} bytes");
return 0;
