// The host of a Blazor WebAssembly app: serves its files, and gives it short-lived access tokens. The key stays here.
//   dotnet run --project samples/BlazorWasm                                     then open the address that it prints
//   dotnet run --project samples/BlazorWasm -- --urls http://localhost:8080     at another address
// Without HUME_BASE_URL, HUME_API_KEY and HUME_SECRET_KEY a simulator inside this process answers.
using BlazorWasm;
using HumeGen.Server.Prosody;
using HumeGen.Simulator;

if (args is not ([] or ["--urls", _]))
    return Fail("Unknown arguments. Give none, or --urls with an address such as http://localhost:8080.");

string[] names = ["HUME_BASE_URL", "HUME_API_KEY", "HUME_SECRET_KEY"];
var missing = names.Where(name => Environment.GetEnvironmentVariable(name) is null).ToList();
if (missing.Count is 1 or 2)
    return Fail($"{string.Join(" and ", missing)} {(missing.Count == 1 ? "is" : "are")} not set. Set all of {string.Join(", ", names)} to use a server, or none to use the simulator.");
if (missing.Count == 0 && !(Uri.TryCreate(Environment.GetEnvironmentVariable(names[0]), UriKind.Absolute, out var given) && given.Scheme is "http" or "https"))
    return Fail("HUME_BASE_URL is no address. Set it to one such as http://localhost:5080.");

await using var simulator = missing.Count > 0 ? await HumeSimulator.StartAsync(new() { ConfigureEngines = engines => engines.AddProsody() }) : null;
var server = simulator?.BaseAddress ?? new Uri(Environment.GetEnvironmentVariable(names[0])!);
var key = simulator?.ApiKey ?? Environment.GetEnvironmentVariable(names[1])!;
var secret = simulator?.SecretKey ?? Environment.GetEnvironmentVariable(names[2])!;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.None);   // This program tells in one line why it does not start.
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, HostJson.Default));
builder.Services.AddHttpClient<AccessTokens>(http => http.BaseAddress = server).AddTypedClient(http => new AccessTokens(http, key, secret));

await using var app = builder.Build();
app.Use((http, next) =>
{
    // Scripts of this host only, and calls to the voice server. Blazor compiles its WebAssembly, which the policy has to allow.
    http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; "
        + $"connect-src 'self' {server.GetLeftPart(UriPartial.Authority)} {(server.Scheme == "https" ? "wss" : "ws")}://{server.Authority}; "
        + "base-uri 'self'; form-action 'none'; frame-ancestors 'none'";
    http.Response.Headers.XContentTypeOptions = "nosniff";
    return next(http);
});
app.MapStaticAssets();
app.MapGet("/settings", () => new AppSettings(server, simulator is null ? null : "A simulator answers, and invents the answers; scores of voices are estimates by simple rules."));
app.MapPost("/token", async (HttpRequest request, AccessTokens tokens, CancellationToken gone) =>
{
    // Only this app's own pages. A login of yours belongs here as well.
    if (!Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) || origin.Authority != request.Host.Value)
        return Results.StatusCode(StatusCodes.Status403Forbidden);
    try
    {
        return Results.Ok(await tokens.CreateAsync(gone));
    }
    catch (HttpRequestException e)
    {
        app.Logger.LogWarning("The voice server gave no token: {Reason}", e.Message);
        return Results.StatusCode(StatusCodes.Status502BadGateway);
    }
});
app.MapFallbackToFile("index.html");

try
{
    await app.StartAsync();
}
catch (Exception e) when (e is IOException or FormatException or InvalidOperationException)
{
    return Fail($"The app cannot listen: {e.Message} Give a free address with --urls.");
}

Console.WriteLine($"Open {app.Urls.First()}.{(simulator is null ? "" : " A simulator inside this process answers.")} Ctrl+C ends.");
await app.WaitForShutdownAsync();
return 0;

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
