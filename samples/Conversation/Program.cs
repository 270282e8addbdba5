// A conversation with the empathic voice interface. Say something by typing it, or hand over recordings:
//   dotnet run --project samples/Conversation                      a short conversation that is written down here
//   dotnet run --project samples/Conversation -- --type            type what you say; an empty line ends it
//   dotnet run --project samples/Conversation -- question.wav      16-bit PCM recordings, one after another
// Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process answers.
using Conversation;
using Hume;
using Hume.EmpathicVoice;
using HumeGen;
using HumeGen.Audio;
using HumeGen.Simulator;
using Spectre.Console;

var address = Environment.GetEnvironmentVariable("HUME_BASE_URL");
var key = Environment.GetEnvironmentVariable("HUME_API_KEY");
await using var simulator = address is null || key is null ? await HumeSimulator.StartAsync() : null;
using var hume = new HumeClient(new HumeClientOptions
{
    BaseAddress = simulator?.BaseAddress ?? new Uri(address!),
    ApiKey = simulator?.ApiKey ?? key,
});

await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync();
chat.Tools.Handle("get_weather", static (arguments, _) => Task.FromResult($"Sunny and 20 degrees ({arguments.GetRawText()})."));
var metadata = await chat.WaitForMetadataAsync();
AnsiConsole.MarkupLineInterpolated($"[grey]Chat {metadata.ChatId}{(simulator is null ? "" : " with the simulator inside this process")}[/]");

await chat.SendAsync(new SessionSettings
{
    Audio = new AudioConfiguration { Encoding = AudioConfigurationEncoding.Linear16, SampleRate = SpokenTurn.SampleRate, Channels = 1 },
    Tools = [new Tool { Type = ToolType.Function, Name = "get_weather", Description = "Tells the weather of a place.", Parameters = """{"type":"object","properties":{"place":{"type":"string"}}}""" }],
});

var transcript = Transcript.ShowAsync(chat);
foreach (var turn in Turns())
{
    var answered = chat.WaitForAsync<AssistantEnd>();
    await turn.SayAsync(chat);
    await answered;
}

await chat.CloseAsync();
if (await transcript is { Count: > 0 } pieces)
{
    var speech = PcmAudio.Join(pieces);
    await File.WriteAllBytesAsync("assistant.wav", speech.ToWav());
    AnsiConsole.MarkupLineInterpolated($"The assistant spoke for [green]{speech.Duration.TotalSeconds:0.0} s[/]; hear it in [green]assistant.wav[/]");
}

IEnumerable<Turn> Turns()
{
    if (args is ["--type"])
    {
        while (AnsiConsole.Prompt(new TextPrompt<string>("[blue]you[/]>").AllowEmpty()) is { Length: > 0 } line)
            yield return new TypedTurn(line);
    }
    else if (args.Length > 0)
    {
        foreach (var file in args)
            yield return new SpokenTurn(file);
    }
    else
    {
        yield return new TypedTurn("Good morning! I slept wonderfully.");
        yield return new TypedTurn("What will the weather be like in Oslo?");
    }
}
