// Watches running chats from the side, and steps in:
//   dotnet run --project samples/Supervisor                    all chats that are running now
//   dotnet run --project samples/Supervisor -- <id> ...        these chats
// A chat can be joined if its client opened it with AllowConnection. Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process has three callers.
using Hume;
using HumeGen;
using Samples;
using Spectre.Console;
using Supervisor;

if (Console.IsOutputRedirected)
    (AnsiConsole.Profile.Capabilities.Ansi, AnsiConsole.Profile.Width) = (false, 160);   // no colour codes and no broken lines in a file

var server = ServerSettings.Read();
if (server.Problem is { } problem)
{
    Console.Error.WriteLine(problem);
    return 1;
}

if (args.FirstOrDefault(a => a.StartsWith('-')) is { } option)
{
    Console.Error.WriteLine($"There is no option {option}. Give ids of chats, or nothing for all that are running.");
    return 1;
}

try
{
    var ears = server.Address is null ? new ScriptedEars() : null;
    await using var simulator = ears is null ? null : await ears.StartSimulatorAsync(chat: new ScriptedAssistant());
    using var hume = new HumeClient(new HumeClientOptions { BaseAddress = simulator?.BaseAddress ?? server.Address, ApiKey = simulator?.ApiKey ?? server.ApiKey });
    AnsiConsole.MarkupLineInterpolated($"[grey]Server: {simulator?.BaseAddress ?? server.Address}{(simulator is null ? "" : ", the simulator inside this process; callers and scores are from a script")}[/]");
    await using var callers = ears is null ? null : await Callers.CallAsync(hume, ears);
    var isLive = !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities.Ansi;
    var chats = new List<WatchedChat>();
    foreach (var id in args.Length > 0 ? args : await RunningChats.FindAsync(hume))
    {
        if (await WatchedChat.JoinAsync(hume, id, isLive ? null : PlainView.Write) is { } chat)
            chats.Add(chat);
        else
            AnsiConsole.MarkupLineInterpolated($"[grey]The chat {id} is not open to others.[/]");
    }

    if (chats.Count == 0)
    {
        Console.Error.WriteLine("There is no chat to join. A chat can be joined while it runs, if its client has opened it with allow_connection=true.");
        return 1;
    }

    callers?.Talk();
    await (isLive ? LiveView.ShowAsync(chats) : Task.WhenAll(chats.Select(c => c.Ended)));
    foreach (var chat in chats)
        await chat.DisposeAsync();
    return 0;
}
catch (ApiClientException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
