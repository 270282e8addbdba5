// Measures the recordings, pictures and texts of a folder in batch jobs, and writes one HTML page about them:
//   dotnet run --project samples/BatchReport                     makes a small folder of its own first
//   dotnet run --project samples/BatchReport -- ~/recordings --report monday.html
// Stopped and started again, it goes on where it was. Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process answers.
using System.CommandLine;
using BatchReport;
using Hume;
using HumeGen;
using HumeGen.Server.EmotionLexicon;
using HumeGen.Server.Prosody;
using HumeGen.Simulator;
using Samples;
using Spectre.Console;

if (Console.IsOutputRedirected)
    (AnsiConsole.Profile.Capabilities.Ansi, AnsiConsole.Profile.Width) = (false, 160);   // no colour codes and no broken lines in a file

var folder = new Argument<string?>("folder") { Description = "Folder with media; without it a small one is made: demo-media.", Arity = ArgumentArity.ZeroOrOne };
var report = new Option<string>("--report") { Description = "File to write.", DefaultValueFactory = _ => "report.html" };
var filesPerJob = new Option<int>("--files-per-job") { Description = "Files of a job, 1 to 100.", DefaultValueFactory = _ => 2 };
var command = new RootCommand("Measures a folder of recordings, pictures and texts, and writes one report.") { folder, report, filesPerJob };
command.SetAction((parsed, stop) => RunAsync(parsed.GetValue(folder), parsed.GetValue(report)!, parsed.GetValue(filesPerJob), stop));

folder.Validators.Add(static given =>
{
    if (given.Tokens is [{ Value: ['-', ..] } option])
        given.AddError($"There is no option {option.Value}.");
});

var parsed = command.Parse(args);
if (parsed.Errors.Count > 0)
    return Fail($"{parsed.Errors[0].Message} --help lists the arguments.");
return await parsed.InvokeAsync();

static async Task<int> RunAsync(string? folder, string report, int filesPerJob, CancellationToken stop)
{
    var server = ServerSettings.Read();
    if (server.Problem is { } problem)
        return Fail(problem);
    if (filesPerJob is < 1 or > 100)
        return Fail($"--files-per-job is {filesPerJob}. A job takes 1 to 100 files.");
    if (folder is not null && !Directory.Exists(folder))
        return Fail($"There is no folder {folder}. Name one with recordings, pictures or texts.");

    try
    {
        await using var simulator = server.Address is null
            ? await HumeSimulator.StartAsync(new() { ConfigureEngines = engines => engines.AddEmotionLexicon().AddProsody().Face = new KnownFace() }, stop)
            : null;
        var note = simulator is null
            ? null
            : "The simulator answers: scores of voices and words are estimates by simple rules, transcripts are invented, and its one face is from a script.";
        using var hume = new HumeClient(new HumeClientOptions
        {
            BaseAddress = simulator?.BaseAddress ?? server.Address,
            ApiKey = simulator?.ApiKey ?? server.ApiKey,
        });
        if (note is not null)
            AnsiConsole.MarkupLineInterpolated($"[grey]{note}[/]");

        using var journal = Journal.Open(report);
        if (folder is null)
            await DemoMedia.MakeAsync(hume, folder = "demo-media", stop);
        var (files, skipped) = Media.FilesOf(folder);
        if (files.Count == 0)
            return Fail($"The folder {folder} has no media. These are read: {Media.Endings}.");
        var results = await Measurement.RunAsync(hume.ExpressionMeasurement.Batch, journal, folder, files, filesPerJob, stop);

        // Under another name first, so that a report is never half written.
        var page = ReportPage.Write(folder, results, skipped, note);
        await File.WriteAllTextAsync($"{report}.new", page, CancellationToken.None);
        File.Move($"{report}.new", report, overwrite: true);
        Summary.Show(results, skipped, report);
        return 0;
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        return Fail("Stopped. The same command goes on from here.");
    }
    catch (Exception e) when (e is ApiClientException or IOException or UnauthorizedAccessException)
    {
        return Fail(e.Message);
    }
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
