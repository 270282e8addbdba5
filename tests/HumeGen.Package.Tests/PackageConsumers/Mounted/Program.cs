using System.Net.Http.Json;
using HumeGen.Server;
using HumeGen.Server.Codecs;
using HumeGen.Simulator.Engines;

var builder = WebApplication.CreateBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddHumeServer((_, options) =>
{
    options.ApiKey = "key";
    options.Engines = DeterministicEngines.Create().AddBrowserCodecs();
});
await using var app = builder.Build();
app.MapGet("/own", () => "mine");
app.MapHumeServer("/hume");
await app.StartAsync();

using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
http.DefaultRequestHeaders.Add("X-Hume-Api-Key", "key");
Console.WriteLine("own: " + await http.GetStringAsync("/own"));
using var speech = await http.PostAsJsonAsync("/hume/v0/tts/file", new { utterances = new[] { new { text = "Good morning!" } }, format = new { type = "wav" } });
Console.WriteLine($"speech {(await speech.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length}");
