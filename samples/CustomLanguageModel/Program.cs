// EVI asks a language model of yours for its words. Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process asks; with them that server does, which
// must be able to reach this application, and be allowed to:
//   dotnet run --project samples/CustomLanguageModel -- https://me.example    the address that the server sees, if it is not the one that the application listens on
using System.Security.Cryptography;
using CustomLanguageModel;
using Hume;
using HumeGen;
using Microsoft.Extensions.AI;
using Samples;
using Spectre.Console;

if (Console.IsOutputRedirected)
    (AnsiConsole.Profile.Capabilities.Ansi, AnsiConsole.Profile.Width) = (false, 160);   // no colour codes and no broken lines in a file

var server = ServerSettings.Read();
if (server.Problem is { } problem)
{
    Console.Error.WriteLine(problem);
    return 1;
}

if (args.Length > 1 || (args is [var given] && !(Uri.TryCreate(given, UriKind.Absolute, out var own) && own.Scheme is "http" or "https")))
{
    Console.Error.WriteLine($"'{string.Join(' ', args)}' is not one address of http or https. Give the address at which the server reaches this application, such as https://me.example, or none.");
    return 1;
}

// The model. A real one is one line as well, with the package Microsoft.Extensions.AI.OpenAI or OllamaSharp:
//   IChatClient model = new OpenAI.Chat.ChatClient("gpt-5-mini", openAiKey).AsIChatClient();
//   IChatClient model = new OllamaSharp.OllamaApiClient("http://localhost:11434", "llama3.2");
using IChatClient model = new FeelingModel();

// The application. EVI sends the key with each request, so that nobody else uses the model.
var modelKey = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
var builder = WebApplication.CreateBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
if (server.Address is null)
    builder.WebHost.UseUrls("http://127.0.0.1:0");
await using var app = builder.Build();
app.MapHumeLanguageModel("/chat/completions", model, new()
{
    ApiKey = modelKey,
    ExpressionsInText = 0,   // This model reads the scores. A real one understands the three strongest in the text, which are the default.
    Prepare = (request, _) =>
    {
        request.Messages.Insert(0, new(ChatRole.System, "Answer in one short sentence, and mind how the speaker feels."));
        return ValueTask.CompletedTask;
    },
});
try
{
    await app.StartAsync();
}
catch (IOException e)
{
    Console.Error.WriteLine($"{e.Message} Give a free address in ASPNETCORE_URLS.");
    return 1;
}

var listening = new Uri(app.Urls.First());
var stop = app.Lifetime.ApplicationStopping;   // Ctrl+C ends the application, and has to end the chats as well.

try
{
    // Who asks it.
    var ears = server.Address is null ? new ScriptedEars() : null;
    await using var simulator = ears is null ? null : await ears.StartSimulatorAsync(allowedAddresses: [listening.Authority]);
    using var hume = new HumeClient(new HumeClientOptions { BaseAddress = simulator?.BaseAddress ?? server.Address, ApiKey = simulator?.ApiKey ?? server.ApiKey });
    AnsiConsole.MarkupLineInterpolated($"[grey]Server: {simulator?.BaseAddress ?? server.Address}{(simulator is null ? "" : ", the simulator inside this process; words and scores are from a script")}[/]");

    var seen = new Uri(args is [var visible] ? visible : listening.ToString());
    var events = new Uri(seen, "/chat/completions");
    await Conversation.HoldAsync(hume, ears, "server-sent events", events, modelKey, stop);
    await Conversation.HoldAsync(hume, ears, "WebSocket", new UriBuilder(events) { Scheme = events.Scheme == "https" ? "wss" : "ws" }.Uri, modelKey, stop);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped.");
    return 1;
}
catch (TimeoutException)
{
    Console.Error.WriteLine($"EVI has not answered within 60 seconds. Let the server call {listening.Authority}; humegen-server takes it as --allowed-address {listening.Authority}.");
    return 1;
}
catch (ApiClientException e)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}
finally
{
    await app.StopAsync();
}
