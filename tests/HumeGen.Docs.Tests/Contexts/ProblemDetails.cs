Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "None");
Environment.SetEnvironmentVariable("ASPNETCORE_URLS", "http://127.0.0.1:0");
using var hume = Setup.NewClient();

// The block.

app.MapGet("/config", async () => (await hume.EmpathicVoice.Configs.GetConfigVersionAsync("00000000-0000-4000-8000-000000000000", 0)).Name);
app.MapGet("/busy", string () => throw new Hume.HumeRateLimitException("Wait.") { RetryAfter = TimeSpan.FromSeconds(1.5) });
app.MapGet("/slow", string () => throw new ApiTimeoutException("Too slow.", ApiTimeoutKind.Total, TimeSpan.FromSeconds(100)));
app.MapGet("/own", string () => throw new InvalidOperationException("A bug."));
await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
foreach (var path in new[] { "config", "busy", "slow", "own" })
{
    using var response = await client.GetAsync(path);
    var problem = System.Text.Json.Nodes.JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    Console.WriteLine($"{(int)response.StatusCode} {problem["title"]} {problem["code"]} {response.Headers.RetryAfter}".TrimEnd());
}

await app.StopAsync();

// Prints:
// 400 The voice service does not take this. E0709
// 503 The voice service is busy.  2
// 504 The voice service takes too long.
// 500 An error occurred while processing your request.
