// Exports a chat: transcript, audio, and the emotions of both sides over time, joined by a page.
//   dotnet run --project samples/ChatHistory                 holds a short chat first
//   dotnet run --project samples/ChatHistory -- --list       lists the chats and groups of the account
//   dotnet run --project samples/ChatHistory -- <chat id> --output monday
// Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process answers.
using System.CommandLine;
using ChatHistory;
using Hume;
using HumeGen;
using Samples;
using Spectre.Console;

if (Console.IsOutputRedirected)
    (AnsiConsole.Profile.Capabilities.Ansi, AnsiConsole.Profile.Width) = (false, 160);   // no colour codes and no broken lines in a file

var id = new Argument<string?>("chat") { Description = "Id of the chat; without it, a short one is held.", Arity = ArgumentArity.ZeroOrOne };
var list = new Option<bool>("--list") { Description = "Lists chats and groups, and ends." };
var output = new Option<string>("--output") { Description = "Folder to write.", DefaultValueFactory = _ => "chat-history" };
var command = new RootCommand("Exports a chat with its audio and its emotions.") { id, list, output };
command.SetAction((parsed, stop) => RunAsync(parsed.GetValue(id), parsed.GetValue(list), parsed.GetValue(output)!, stop));

id.Validators.Add(static given =>
{
    if (given.Tokens is [{ Value: ['-', ..] } option])
        given.AddError($"There is no option {option.Value}.");
});

var parsed = command.Parse(args);
if (parsed.Errors.Count > 0)
    return Fail($"{parsed.Errors[0].Message} --help lists the arguments.");
return await parsed.InvokeAsync();

static async Task<int> RunAsync(string? id, bool list, string output, CancellationToken stop)
{
    var server = ServerSettings.Read();
    if (server.Problem is { } problem)
        return Fail(problem);
    if (list && id is not null)
        return Fail("--list lists all chats, so it takes no id.");
    if (File.Exists(output))
        return Fail($"{output} is a file. Name a folder with --output.");
    if (!list && Directory.Exists(output) && Directory.EnumerateFileSystemEntries(output).Any())
        return Fail($"The folder {output} is not empty. Choose another one with --output, or move it.");

    try
    {
        var ears = server.Address is null ? new ScriptedEars() : null;
        await using var simulator = ears is null ? null : await ears.StartSimulatorAsync(chat: new ScriptedAssistant());
        using var hume = new HumeClient(new HumeClientOptions
        {
            BaseAddress = simulator?.BaseAddress ?? server.Address,
            ApiKey = simulator?.ApiKey ?? server.ApiKey,
        });
        if (simulator is not null)
            AnsiConsole.MarkupLine("[grey]The simulator inside this process answers: its chats and scores are invented.[/]");

        if (list)
        {
            await Listing.ShowAsync(hume, stop);
            return 0;
        }

        var chat = await Chat.ReadAsync(hume, id ?? await Talk.HoldAsync(hume, ears, stop), stop);
        if (chat.Events.Count == 0)
            return Fail($"Nothing was said in the chat {chat.Id}.");
        await Export.WriteAsync(hume, chat, output, isInvented: simulator is not null, stop);
        return 0;
    }
    catch (OperationCanceledException) when (stop.IsCancellationRequested)
    {
        return Fail("Stopped.");
    }
    catch (HumeApiException e) when (id is not null && (e is HumeNotFoundException || e.Code == HumeErrorCode.ResourceNotFound))
    {
        return Fail($"There is no chat {id} in this account. --list lists them.");
    }
    catch (Exception e) when (e is ApiClientException or HttpRequestException or IOException or UnauthorizedAccessException)
    {
        return Fail(e.Message);
    }
}

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
