// All that Hume's REST API does, through the generated client. Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process
// answers, so there is nothing to set up; with them the same code talks to that server.
using Hume;
using HumeGen;
using HumeGen.Server.EmotionLexicon;
using HumeGen.Server.Prosody;
using HumeGen.Simulator;
using Quickstart;
using Samples;
using Spectre.Console;

var server = ServerSettings.Read();
if (server.Problem is { } problem)
{
    Console.Error.WriteLine(problem);
    return 1;
}

try
{
    // The simulator's own scores come from a hash; those of these engines from the words and the sound, by rules.
    await using var simulator = server.Address is null ? await HumeSimulator.StartAsync(new() { ConfigureEngines = engines => engines.AddEmotionLexicon().AddProsody() }) : null;
    using var hume = new HumeClient(new HumeClientOptions
    {
        BaseAddress = simulator?.BaseAddress ?? server.Address,
        ApiKey = simulator?.ApiKey ?? server.ApiKey,
    });
    AnsiConsole.MarkupLineInterpolated($"[grey]Server: {simulator?.BaseAddress ?? server.Address}{(simulator is null ? "" : ", the simulator inside this process")}[/]");
    if (simulator is not null)
        AnsiConsole.MarkupLine("[grey]Its voice is invented and says no words; its scores are estimates by simple rules, not those of Hume's models.[/]");

    var recording = await Speech.RunAsync(hume);
    await Configuration.RunAsync(hume);
    await Expression.RunAsync(hume, recording);
    await Errors.RunAsync(hume);
    return 0;
}
catch (Exception e) when (e is ApiClientException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
