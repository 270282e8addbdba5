// Measures texts, a recording and a picture over one connection; each answer finds its question.
//   dotnet run --project samples/EmotionStream [-- recording.wav [picture.png]]
// Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process answers.
using System.Text.Json;
using EmotionStream;
using Hume;
using Hume.ExpressionMeasurement.Stream;
using HumeGen;
using HumeGen.Server.EmotionLexicon;
using HumeGen.Server.Prosody;
using HumeGen.Simulator;
using Samples;
using Spectre.Console;

var server = ServerSettings.Read();
if (server.Problem is { } problem)
    return Fail(problem);
if (args.Length > 2)
    return Fail("Too many arguments. Give a recording of at most 5 seconds and a picture, or nothing.");
if (args.FirstOrDefault(file => !File.Exists(file)) is { } missing)
    return Fail($"There is no file '{missing}'. Give a recording of at most 5 seconds and a picture, or nothing.");

try
{
    // The simulator's own scores come from a hash; those of these engines from the words and the sound, by rules, and it knows one face.
    await using var simulator = server.Address is null
        ? await HumeSimulator.StartAsync(new() { ConfigureEngines = engines => engines.AddEmotionLexicon().AddProsody().Face = new KnownFace() })
        : null;
    using var hume = new HumeClient(new HumeClientOptions
    {
        BaseAddress = simulator?.BaseAddress ?? server.Address,
        ApiKey = simulator?.ApiKey ?? server.ApiKey,
    });
    if (simulator is not null)
        AnsiConsole.MarkupLine("[grey]The simulator answers: scores of texts and voices are estimates by simple rules, those of the drawn face are from a script.[/]");
    var recording = args.Length > 0 ? await File.ReadAllBytesAsync(args[0]) : await Media.SpeakAsync(hume);
    var picture = args.Length > 1 ? await File.ReadAllBytesAsync(args[1]) : KnownFace.Picture;

    await using var stream = await hume.ExpressionMeasurement.Stream.ConnectAsync();

    var sentence = new StreamLanguage { Granularity = StreamGranularity.Sentence };

    // All are sent before the first answer comes.
    (string Name, Task<IStreamSubscribeEvent> Answer)[] questions =
    [
        ("\"I am so glad that you came!\"", stream.MeasureTextAsync("I am so glad that you came!", sentence)),
        ("\"Leave me alone, I am furious.\"", stream.MeasureTextAsync("Leave me alone, I am furious.", sentence)),
        (args.ElementAtOrDefault(0) ?? "A voice that asks: \"How are you?\"", stream.MeasureAsync(recording, new Config { Prosody = new Dictionary<string, JsonElement>() })),
        (args.ElementAtOrDefault(1) ?? "A drawn face", stream.MeasureAsync(picture, new Config { Face = new StreamFace() })),
    ];
    foreach (var (name, answer) in questions)
    {
        AnsiConsole.MarkupLineInterpolated($"\n[bold]{name}[/]");
        Results.Show(await answer);
    }

    return 0;
}
catch (Exception e) when (e is ApiClientException or IOException or UnauthorizedAccessException)
{
    return Fail(e.Message);
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
