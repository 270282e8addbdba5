// Measures texts, a recording and a picture over one connection; each answer finds its question.
//   dotnet run --project samples/EmotionStream [-- recording.wav picture.png]
// Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process answers.
using EmotionStream;
using Hume;
using Hume.ExpressionMeasurement.Stream;
using HumeGen;
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
var recording = args.Length > 0 ? await File.ReadAllBytesAsync(args[0]) : await Media.SpeakAsync(hume);
var picture = args.Length > 1 ? await File.ReadAllBytesAsync(args[1]) : Media.Picture;

await using var stream = await hume.ExpressionMeasurement.Stream.ConnectAsync();
var nothing = new Dictionary<string, System.Text.Json.JsonElement>();

// All are sent before the first answer comes.
(string Name, Task<IStreamSubscribeEvent> Answer)[] questions =
[
    ("\"I am so glad that you came!\"", stream.MeasureTextAsync("I am so glad that you came!")),
    ("\"This is the last time I ask.\"", stream.MeasureTextAsync("This is the last time I ask.")),
    ("the recording", stream.MeasureAsync(recording, new Config { Prosody = nothing })),
    ("the picture", stream.MeasureAsync(picture, new Config { Face = new StreamFace() })),
];
foreach (var (name, answer) in questions)
{
    AnsiConsole.MarkupLineInterpolated($"[bold]{name}[/]");
    Results.Show(await answer);
}
