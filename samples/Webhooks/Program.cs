// A web application that Hume calls when a chat begins, ends, or wants a tool. Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process calls it;
// with them that server does, which must be able to reach this application, and be allowed to:
//   dotnet run --project samples/Webhooks -- https://me.example    the address that the server sees, if it is not the one that the application listens on
using Hume;
using HumeGen;
using HumeGen.Simulator;
using Samples;
using Spectre.Console;
using Webhooks;

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

// The application. A key of your own comes from a secret store.
var signingKey = Environment.GetEnvironmentVariable("HUME_WEBHOOK_KEY") ?? server.ApiKey ?? "the signing key of this sample";
IHumeClient? client = null;
var builder = WebApplication.CreateBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
if (server.Address is null)
    builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddSingleton(_ => client!);   // In an application of yours: builder.Services.AddHume(...). Here the simulator must know the port of the application first.
builder.Services.AddSingleton<Inbox>();
builder.Services.AddHostedService<Desk>();
await using var app = builder.Build();
var eavesdropper = new Eavesdropper();
app.Use(eavesdropper.RecordAsync);
app.MapHumeWebhook("/hume/webhook", new() { SigningKey = signingKey }, Receiver.ReceiveAsync);
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
var stop = app.Lifetime.ApplicationStopping;   // Ctrl+C ends the application, and has to end the chat as well.
var webhook = new Uri(new Uri(args is [var seen] ? seen : listening.ToString()), "/hume/webhook");

try
{
    // Who calls it.
    await using var simulator = server.Address is null
        ? await HumeSimulator.StartAsync(new() { AllowedAddresses = [listening.Authority], WebhookSigningKey = signingKey })
        : null;
    using var hume = new HumeClient(new HumeClientOptions { BaseAddress = simulator?.BaseAddress ?? server.Address, ApiKey = simulator?.ApiKey ?? server.ApiKey });
    client = hume;
    AnsiConsole.MarkupLineInterpolated($"[grey]Server: {simulator?.BaseAddress ?? server.Address}{(simulator is null ? "" : ", the simulator inside this process, whose answers are invented")}[/]");
    AnsiConsole.MarkupLineInterpolated($"[grey]Webhooks go to {webhook}[/]");

    AnsiConsole.Write(new Rule("[bold]A chat, and the webhooks of it[/]").LeftJustified());
    await Conversation.HoldAsync(hume, webhook, stop);
    await app.Services.GetRequiredService<Inbox>().ChatsEnded.WaitAsync(TimeSpan.FromSeconds(30), stop);

    AnsiConsole.Write(new Rule("[bold]Forgeries[/]").LeftJustified());
    await Forgeries.TryAsync(new Uri(listening, "/hume/webhook"), eavesdropper.First!, signingKey);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped.");
    return 1;
}
catch (TimeoutException)
{
    Console.Error.WriteLine($"The webhooks of the chat have not come to {webhook} within 30 seconds. Let the server call that address; humegen-server takes it as --allowed-address {webhook.Authority}.");
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
