// A conversation with the empathic voice interface, at the pace at which it is spoken:
//   dotnet run --project samples/Conversation                      a short conversation with a tool and an interruption
//   dotnet run --project samples/Conversation -- --type            type what you say; an empty line ends it
//   dotnet run --project samples/Conversation -- question.wav      recordings, one after another
// Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process answers. Redirected output is written at once.
using Conversation;
using Hume;
using Hume.EmpathicVoice;
using HumeGen;
using HumeGen.Audio;
using HumeGen.Server.Prosody;
using HumeGen.Simulator;
using Samples;
using Spectre.Console;

const string Recording = "assistant.wav";
TimeSpan patience = TimeSpan.FromMinutes(1);

var server = ServerSettings.Read();
if (server.Problem is { } problem)
    return Fail(problem);
var types = args is ["--type"];
if (!types && args.FirstOrDefault(file => !File.Exists(file)) is { } missing)
    return Fail($"There is no file '{missing}'. Give recordings (WAV), or --type to type what you say, or nothing.");

try
{
    PcmAudio[] recordings = types ? [] : [.. args.Select(SpokenTurn.Read)];
    await using var simulator = server.Address is null ? await HumeSimulator.StartAsync(new() { ConfigureEngines = engines => engines.AddProsody() }) : null;
    using var hume = new HumeClient(new HumeClientOptions
    {
        BaseAddress = simulator?.BaseAddress ?? server.Address,
        ApiKey = simulator?.ApiKey ?? server.ApiKey,
    });

    await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync();
    chat.Tools.Handle("get_weather", static (arguments, _) => Task.FromResult(Weather.Forecast(arguments)));
    var metadata = await chat.WaitForMetadataAsync();
    AnsiConsole.MarkupLineInterpolated($"[grey]Chat {metadata.ChatId}{(simulator is null ? "" : " with the simulator inside this process")}[/]");
    if (simulator is not null)
        AnsiConsole.MarkupLine("[grey]It invents answers and the words that it hears in speech; scores of voices are estimates by simple rules.[/]");

    await chat.SendAsync(new SessionSettings
    {
        Audio = new AudioConfiguration { Encoding = AudioConfigurationEncoding.Linear16, SampleRate = SpokenTurn.Format.SampleRate, Channels = SpokenTurn.Format.Channels },
        Tools = [Weather.Tool],
    });

    var player = new Player(isAtOnce: Console.IsOutputRedirected);
    var transcript = new Transcript(chat, player, showsTyped: !types || Console.IsInputRedirected);
    var shown = transcript.ShowAsync();
    var played = player.RunAsync();
    var turns = 0;
    if (types)
    {
        while (ReadLine() is { Length: > 0 } line)
            await SayAsync(new TypedTurn(line));
    }
    else if (recordings.Length > 0)
    {
        foreach (var recording in recordings)
            await SayAsync(new SpokenTurn(recording));
    }
    else
    {
        await SayAsync(new TypedTurn("Good morning! I slept wonderfully."));

        // A long answer, which somebody interrupts. Any speech is an interruption while the assistant can be heard.
        var question = await SpokenTurn.SpeakAsync(hume, "Hmm, could you say that again?");
        var speaks = chat.WaitForAsync<AudioOutput>();
        await new TypedTurn("What will the weather be like in Oslo?").SayAsync(chat);
        turns++;
        await speaks.WaitAsync(patience);
        if (!Console.IsOutputRedirected)
            await Task.Delay(TimeSpan.FromSeconds(4));
        await SayAsync(new SpokenTurn(question));
    }

    await chat.CloseAsync();
    await shown;
    await played;
    if (player.Heard is { Count: > 0 } pieces)
    {
        var speech = PcmAudio.Join(pieces);
        var old = File.Exists(Recording) ? ", in the place of an older one" : "";
        await File.WriteAllBytesAsync(Recording, speech.ToWav());
        AnsiConsole.MarkupLineInterpolated($"The assistant was heard for [green]{speech.Duration.TotalSeconds:0.0} s[/]; it is in [green]{Recording}[/]{old}");
    }

    return 0;

    async Task SayAsync(Turn turn)
    {
        await turn.SayAsync(chat);
        await transcript.WaitForAnswerAsync(++turns).WaitAsync(patience);
    }
}
catch (TimeoutException)
{
    return Fail($"The assistant has not answered within {patience.TotalSeconds} seconds.");
}
catch (Exception e) when (e is ApiClientException or IOException or UnauthorizedAccessException)
{
    return Fail(e.Message);
}

static string? ReadLine()
{
    if (!Console.IsInputRedirected)
        AnsiConsole.Markup("[blue]you[/]> ");
    return Console.ReadLine();
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
