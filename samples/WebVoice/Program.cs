// A voice assistant on a page of your own. The page talks to this app, and only the app talks to the voice server, so no key is in the browser.
//   dotnet run --project samples/WebVoice                                     then open the address that it prints
//   dotnet run --project samples/WebVoice -- --urls http://localhost:8080     at another address
// Without HUME_BASE_URL and HUME_API_KEY a simulator inside this process answers.
using HumeGen.Server.Prosody;
using HumeGen.Simulator;
using Microsoft.Extensions.Options;
using WebVoice;

if (args is not ([] or ["--urls", _]))
    return Fail("Unknown arguments. Give none, or --urls with an address such as http://localhost:8080.");

var (address, key) = (Environment.GetEnvironmentVariable("HUME_BASE_URL"), Environment.GetEnvironmentVariable("HUME_API_KEY"));
if (address is null != key is null)
    return Fail($"{(address is null ? "HUME_BASE_URL" : "HUME_API_KEY")} is not set. Set both to talk to a server, or neither to talk to the simulator.");

await using var simulator = address is null ? await HumeSimulator.StartAsync(new() { ConfigureEngines = engines => engines.AddProsody() }) : null;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);   // This program tells in one line why it does not start.
builder.Services.AddHume(options =>
{
    options.BaseAddress = simulator?.BaseAddress ?? new Uri(address!);
    options.ApiKey = simulator?.ApiKey ?? key;
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
catch (Exception e) when (e is OptionsValidationException or UriFormatException)
{
    return Fail($"HUME_BASE_URL: {e.Message}");
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
