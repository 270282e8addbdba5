// A client of an API that is not Hume's, made of two documents and an overlay: speech over HTTP, speech and transcripts over WebSockets, and an agent with a
// function. docs/other-apis.md explains it step by step. A server inside this process answers, so there is nothing to set up; with the argument "serve" the
// program is that server alone, until Ctrl+C.
using System.Text.Json;
using HumeGen;
using OtherApi;
using Parrot;

if (args is not ([] or ["serve"]))
{
    Console.Error.WriteLine($"Unknown argument '{args[0]}'. Give 'serve' to run the server alone, or nothing.");
    return 1;
}

await using var server = await ParrotServer.StartAsync();
if (args is ["serve"])
{
    Console.WriteLine($"export PARROT_BASE_URL={server.Address}");
    Console.WriteLine($"export PARROT_API_KEY={ParrotServer.Key}");
    await Task.Delay(Timeout.InfiniteTimeSpan);
}

using var parrot = new ParrotClient(new ParrotClientOptions { BaseAddress = server.Address, ApiKey = ParrotServer.Key });

// Speech over HTTP: the sound comes as a stream of bytes.
var voices = await parrot.Voices.ListAsync();
foreach (var voice in voices.Voices)
    Console.WriteLine($"{voice.Name} speaks {voice.Language} since {voice.CreatedAt:yyyy-MM-dd}.");
await using (var speech = await parrot.Speech.CreateAsync(new() { Text = "Hello!", Voice = voices.Voices[0].Id, Style = SpeechRequestStyle.Lively }))
{
    using var file = new MemoryStream();
    await speech.Stream.CopyToAsync(file);
    Console.WriteLine($"Speech: {file.Length:N0} bytes of {speech.ContentType}");
}

// Speech over a WebSocket: text goes out while it is written, sound comes back as binary frames.
var sound = new MemoryStream();
await using (var speak = await parrot.Speak.ConnectAsync(new() { Voice = "ara" }))
{
    foreach (var piece in new[] { "A sentence ", "in two pieces." })
        await speak.SendAsync(new Say { Text = piece });
    await speak.SendAsync(new Finish());
    await foreach (var message in speak.ReadAllAsync())
    {
        if (message is SpokenAudio audio)
            sound.Write(audio.Data.Span);
        else if (message is Spoken end)
            Console.WriteLine($"Streamed speech: {sound.Length:N0} bytes, which play for {end.Milliseconds} ms.");
    }
}

// Transcripts: sound goes out as binary frames, words come back.
await using (var listen = await parrot.Listen.ConnectAsync())
{
    foreach (var piece in sound.ToArray().Chunk(6_400))
        await listen.SendAsync(new HeardAudio { Data = piece });
    await listen.SendAsync(new Finish());
    await foreach (var message in listen.ReadAllAsync())
    {
        if (message is Transcript { IsReliable: true } transcript)
            Console.WriteLine($"Heard: {transcript.Text}");
    }
}

// An agent: it calls a function of this program, and answers in words and sound.
await using (var agent = await parrot.Agent.ConnectAsync("weather"))
{
    await agent.SendAsync(new Settings { Prompt = "Tell the weather.", Functions = [new() { Name = "get_weather", Description = "Tells the weather in a city." }] });
    await agent.SendAsync(new UserText { Text = "How is the weather in Oslo?" });
    await foreach (var message in agent.ReadAllAsync())
    {
        switch (message)
        {
            case Welcome welcome: Console.WriteLine($"Connected: {welcome.SessionId}"); break;
            case FunctionCallRequest call:
                Console.WriteLine($"The agent calls {call.Name} for {JsonElement.Parse(call.Arguments).GetProperty("city")}.");
                await agent.SendAsync(new FunctionCallResponse { Id = call.Id, Content = "Snow, -3 degrees." });
                break;
            case AgentText text: Console.WriteLine($"Agent: {text.Text}"); break;
            case AgentAudio audio: Console.WriteLine($"The agent speaks: {audio.Data.Length:N0} bytes."); break;
        }

        if (message is TurnEnd)
            break;   // the connection stays open until it is disposed
    }
}

// An error: the type, the code and the words are Parrot's.
using var stranger = new ParrotClient(new ParrotClientOptions { BaseAddress = server.Address, ApiKey = "another-key" });
try
{
    await stranger.Voices.ListAsync();
}
catch (ParrotApiException e) when (e.Code == ErrorCode.InvalidKey)
{
    Console.WriteLine($"Refused: {e.Message}");
}

return 0;
