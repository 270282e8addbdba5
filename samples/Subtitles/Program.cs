// Speaks a script in several voices, and writes the sound with subtitles and a picture of both:
//   dotnet run --project samples/Subtitles
//   dotnet run --project samples/Subtitles -- script.txt --line-length 32 --output film
// Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process answers.
using System.CommandLine;
using Hume;
using HumeGen;
using HumeGen.Audio;
using HumeGen.Simulator;
using Samples;
using Spectre.Console;
using Subtitles;

if (Console.IsOutputRedirected)
    (AnsiConsole.Profile.Capabilities.Ansi, AnsiConsole.Profile.Width) = (false, 160);   // no colour codes and no broken lines in a file

var file = new Argument<string?>("script") { Description = "Text file, a line for each utterance: [Name of a voice] What it says.", Arity = ArgumentArity.ZeroOrOne };
var output = new Option<string>("--output") { Description = "Name of the files to write, without an ending.", DefaultValueFactory = _ => "speech" };
var lineLength = new Option<int>("--line-length") { Description = "Characters of a line, 10 to 100.", DefaultValueFactory = _ => 42 };
var lines = new Option<int>("--lines") { Description = "Lines of a subtitle, 1 to 4.", DefaultValueFactory = _ => 2 };
var force = new Option<bool>("--force") { Description = "Replaces files of those names." };
var command = new RootCommand("Speaks a script, and writes WAV, SRT, WebVTT and SVG.") { file, output, lineLength, lines, force };
command.SetAction((parsed, stop) => RunAsync(
    parsed.GetValue(file) ?? Path.Combine(AppContext.BaseDirectory, "script.txt"),
    parsed.GetValue(output)!,
    new SubtitleOptions { MaxLineLength = parsed.GetValue(lineLength), MaxLines = parsed.GetValue(lines), MaxGap = Script.Silence * 0.8 },   // a subtitle for each speaker
    parsed.GetValue(force),
    stop));

file.Validators.Add(static given =>
{
    if (given.Tokens is [{ Value: ['-', ..] } option])
        given.AddError($"There is no option {option.Value}.");
});

var parsed = command.Parse(args);
if (parsed.Errors.Count > 0)
    return Fail($"{parsed.Errors[0].Message} --help lists the arguments.");
return await parsed.InvokeAsync();

static async Task<int> RunAsync(string file, string output, SubtitleOptions options, bool force, CancellationToken stop)
{
    var server = ServerSettings.Read();
    if (server.Problem is { } problem)
        return Fail(problem);
    if (options.MaxLineLength is < 10 or > 100)
        return Fail($"--line-length is {options.MaxLineLength}. A line has 10 to 100 characters.");
    if (options.MaxLines is < 1 or > 4)
        return Fail($"--lines is {options.MaxLines}. A subtitle has 1 to 4 lines.");
    if (!File.Exists(file))
        return Fail($"There is no file {file}. Give a text file with a line for each utterance.");
    string[] written = [$"{output}.wav", $"{output}.srt", $"{output}.vtt", $"{output}.svg"];
    if (!force && Array.Find(written, File.Exists) is { } existing)
        return Fail($"{existing} exists. Choose another name with --output, or replace it with --force.");

    try
    {
        await using var simulator = server.Address is null ? await HumeSimulator.StartAsync(cancellationToken: stop) : null;
        using var hume = new HumeClient(new HumeClientOptions
        {
            BaseAddress = simulator?.BaseAddress ?? server.Address,
            ApiKey = simulator?.ApiKey ?? server.ApiKey,
        });
        if (simulator is not null)
            AnsiConsole.MarkupLine("[grey]The simulator inside this process speaks: syllables and melody, but no words.[/]");

        var utterances = Script.Read(await File.ReadAllLinesAsync(file, stop));
        if (utterances.Count == 0)
            return Fail($"{file} has nothing to say. Write a line for each utterance: [Name of a voice] What it says.");
        var (speech, words) = await Narrator.SpeakAsync(hume, utterances, stop);
        var subtitles = words.Arrange(options);
        await File.WriteAllBytesAsync(written[0], speech.ToWav(), stop);
        await File.WriteAllTextAsync(written[1], words.ToSrt(options), stop);
        await File.WriteAllTextAsync(written[2], words.ToVtt(options), stop);
        await File.WriteAllTextAsync(written[3], SpeechPicture.Draw(speech, subtitles), stop);

        var table = new Table().AddColumns("from", "to", "subtitle").RoundedBorder();
        foreach (var subtitle in subtitles)
            table.AddRow(Time(subtitle.Begin), Time(subtitle.End), Markup.Escape(subtitle.Text));
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLineInterpolated($"[green]{words.Count}[/] words in [green]{subtitles.Count}[/] subtitles over [green]{speech.Duration.TotalSeconds:0.0} s[/]");
        AnsiConsole.MarkupLineInterpolated($"Written: [green]{string.Join(", ", written)}[/]");
        return 0;
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        return Fail("Stopped.");
    }
    catch (Exception e) when (e is ApiClientException or IOException or UnauthorizedAccessException or InvalidDataException)
    {
        return Fail(e.Message);
    }
}

static string Time(TimeSpan time) => FormattableString.Invariant($"{(int)time.TotalMinutes}:{time.TotalSeconds % 60:00.000}");

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
