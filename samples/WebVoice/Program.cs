// A voice assistant on a page of your own. The page talks to this app, and only the app talks to the voice server, so no key is in the browser.
//   dotnet run --project samples/WebVoice                                     then open the address that it prints
//   dotnet run --project samples/WebVoice -- --urls http://localhost:8080     at another address
// Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process answers.
using HumeGen.Server.Prosody;
using HumeGen.Simulator;
using Samples;
using WebVoice;

if (args is not ([] or ["--urls", _]))
    return Fail("Unknown arguments. Give none, or --urls with an address such as http://localhost:8080.");

var server = ServerSettings.Read();
if (server.Problem is { } problem)
    return Fail(problem);

await using var simulator = server.Address is null ? await HumeSimulator.StartAsync(new() { ConfigureEngines = engines => engines.AddProsody() }) : null;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);   // This program tells in one line why it does not start.
builder.Services.AddHume(options =>
{
    options.BaseAddress = simulator?.BaseAddress ?? server.Address;
    options.ApiKey = simulator?.ApiKey ?? server.ApiKey;
});
builder.Services.AddSingleton<VoiceRelay>();
builder.Services.AddPageLimits();

await using var app = builder.Build();
app.UsePageHeaders();
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseWebSockets();
app.UseRateLimiter();
app.MapTalk(simulator is null ? null : "A simulator answers. It invents answers and the words that it hears; scores of voices are estimates by simple rules.");

try
{
    await app.StartAsync();
}
catch (Exception e) when (e is IOException or FormatException or InvalidOperationException)
{
    return Fail($"The app cannot listen: {e.Message} Give a free address with --urls.");
}

Console.WriteLine($"Open {app.Urls.First()} and press Start.{(simulator is null ? "" : " A simulator inside this process answers.")} Ctrl+C ends.");
await app.WaitForShutdownAsync();
return 0;

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
