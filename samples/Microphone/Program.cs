// Talks with EVI by the microphone and the loudspeaker of this computer. Programs such as arecord, sox or ffmpeg record and play.
//   dotnet run --project samples/Microphone                            speak; Ctrl+C ends
//   dotnet run --project samples/Microphone -- --file question.wav     speaks a recording in place of the microphone
//   dotnet run --project samples/Microphone -- --save answer.wav       writes what EVI says in place of playing it
// Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process answers.
using System.Runtime.InteropServices;
using Hume;
using HumeGen;
using HumeGen.Server.Prosody;
using HumeGen.Simulator;
using Microphone;
using Samples;
using Spectre.Console;

// Colours, the level meter and the ends of lines are for terminals.
if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Capabilities.Ansi = false;
    AnsiConsole.Profile.Width = 1000;
}

// Ctrl+C, or the end of the session: the recorder and the player must not outlive this program.
using var end = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

try
{
    var arguments = Arguments.Parse(args);
    var server = ServerSettings.Read();
    if (server.Problem is { } problem)
        throw new ProblemException(problem);

    // Files and programs first: without them there is nothing to connect for.
    var source = arguments.File is { } question ? Source.FromFile(question) : Source.FromMicrophone();
    await using IOutput output = arguments.Save is { } answer ? WavOutput.Create(answer) : Loudspeaker.Find();

    await using var simulator = server.Address is null ? await HumeSimulator.StartAsync(new() { ConfigureEngines = engines => engines.AddProsody() }) : null;
    using var hume = new HumeClient(new HumeClientOptions
    {
        BaseAddress = simulator?.BaseAddress ?? server.Address,
        ApiKey = simulator?.ApiKey ?? server.ApiKey,
    });
    await using var chat = await hume.EmpathicVoice.Chat.ConnectAsync(cancellationToken: end.Token);
    var note = simulator is null
        ? $"Server: {server.Address}"
        : "The simulator inside this process answers. It invents answers and the words that it hears;\nscores of voices are estimates by simple rules.";
    AnsiConsole.MarkupLineInterpolated($"[grey]{note}[/]");
    AnsiConsole.MarkupLineInterpolated($"[grey]Input: {source.Name}. Output: {output.Name}. Ctrl+C ends.[/]");

    await new Dialogue(chat, output).RunAsync(source, end.Token);
    AnsiConsole.MarkupLine("[grey]The conversation has ended.[/]");
    return 0;
}
catch (OperationCanceledException) when (end.IsCancellationRequested)
{
    return 0;
}
catch (Exception e) when (e is ProblemException or ApiClientException or IOException or InvalidDataException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    end.Cancel();
}
