// Designs a voice by a description: hear several takes, choose one, save it under a name, and speak with it.
//   dotnet run --project samples/VoiceDesign
//   dotnet run --project samples/VoiceDesign -- "A tired pirate with a heart of gold" --name "Captain Finch" --keep
// Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process answers.
using System.CommandLine;
using Hume;
using HumeGen;
using HumeGen.Simulator;
using Samples;
using Spectre.Console;
using VoiceDesign;

if (Console.IsOutputRedirected)
    (AnsiConsole.Profile.Capabilities.Ansi, AnsiConsole.Profile.Width) = (false, 160);   // no colour codes and no broken lines in a file

var description = new Argument<string>("description")
{
    Description = "How the voice sounds.",
    DefaultValueFactory = _ => "An elderly lighthouse keeper: a deep, slow and kind voice, a little hoarse from the wind.",
};
var text = new Option<string>("--text") { Description = "Words of the takes.", DefaultValueFactory = _ => "Good evening. The lamp is lit, and the kettle is on. Come in from the rain." };
var name = new Option<string>("--name") { Description = "Name to save the voice under.", DefaultValueFactory = _ => "Lighthouse Keeper" };
var takes = new Option<int>("--takes") { Description = "Number of takes, 1 to 5.", DefaultValueFactory = _ => 3 };
var take = new Option<int?>("--take") { Description = "Take to save; asked for in a terminal, otherwise the first, unless given." };
var output = new Option<string>("--output") { Description = "Folder for the sound.", DefaultValueFactory = _ => "voice-design" };
var keep = new Option<bool>("--keep") { Description = "Keeps the voice; without it, the voice is deleted at the end." };
var command = new RootCommand("Designs a voice by a description, saves it, and speaks with it.") { description, text, name, takes, take, output, keep };
command.SetAction((parsed, stop) => RunAsync(
    new Wish(parsed.GetValue(description)!, parsed.GetValue(text)!, parsed.GetValue(name)!, parsed.GetValue(takes), parsed.GetValue(take)),
    parsed.GetValue(output)!,
    parsed.GetValue(keep),
    stop));

description.Validators.Add(static given =>
{
    if (given.Tokens is [{ Value: ['-', ..] } option])
        given.AddError($"There is no option {option.Value}.");
});

var parsed = command.Parse(args);
if (parsed.Errors.Count > 0)
    return Fail($"{parsed.Errors[0].Message} --help lists the arguments.");
return await parsed.InvokeAsync();

static async Task<int> RunAsync(Wish wish, string output, bool keep, CancellationToken stop)
{
    var server = ServerSettings.Read();
    if (server.Problem is { } problem)
        return Fail(problem);
    if (wish.Takes is < 1 or > 5)
        return Fail($"--takes is {wish.Takes}. There can be 1 to 5.");
    if (wish.Take < 1 || wish.Take > wish.Takes)
        return Fail($"--take is {wish.Take}. Choose one of 1 to {wish.Takes}.");
    if (string.IsNullOrWhiteSpace(wish.Name))
        return Fail("--name is empty. Give the voice a name.");
    if (File.Exists(output))
        return Fail($"{output} is a file. Name a folder with --output.");
    if (Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any())
        return Fail($"The folder {output} is not empty. Choose another one with --output, or move it.");

    try
    {
        await using var simulator = server.Address is null ? await HumeSimulator.StartAsync(cancellationToken: stop) : null;
        using var hume = new HumeClient(new HumeClientOptions
        {
            BaseAddress = simulator?.BaseAddress ?? server.Address,
            ApiKey = simulator?.ApiKey ?? server.ApiKey,
        });
        if (simulator is not null)
            AnsiConsole.MarkupLine("[grey]The simulator inside this process speaks: a voice for each description, but no words.[/]");

        Directory.CreateDirectory(output);
        await new Studio(hume, output).DesignAsync(wish, keep, stop);
        return 0;
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        return Fail("Stopped.");
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
