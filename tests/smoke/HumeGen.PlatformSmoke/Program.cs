// A simulator, and a server mounted in an application, each with REST calls, streamed speech and a chat with sound, and calls of each kind by the client. One that
// fails ends the program with an exception.
using System.Net.WebSockets;
using System.Reflection;
using System.Runtime.Versioning;
using System.Text;
using System.Text.Json.Nodes;
using Hume;
using HumeGen;
using HumeGen.Server;
using HumeGen.Server.Codecs;
using HumeGen.Simulator;
using HumeGen.Simulator.Engines;
using HumeGen.Smoke;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static HumeGen.Smoke.ClientCalls;

// The libraries of this framework on the runtime of this framework, not of a newer one.
var framework = Assembly.GetExecutingAssembly().GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName;
Console.WriteLine($"runtime {Environment.Version}");
Check(framework.EndsWith($"v{Environment.Version.ToString(2)}", StringComparison.Ordinal), $"the runtime is that of {framework}");
foreach (var type in (Type[])[typeof(HumeServer), typeof(HumeSimulator), typeof(BrowserCodecs), typeof(HumeClient), typeof(ApiPipeline)])
    Check(type.Assembly.GetCustomAttribute<TargetFrameworkAttribute>()!.FrameworkName == framework, $"{type.Assembly.GetName().Name} is that of {framework}");

await using (var simulator = await HumeSimulator.StartAsync())
    await UseAsync("simulator", simulator.BaseAddress, simulator.ApiKey);

var builder = WebApplication.CreateBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Error);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddHumeServer((_, options) =>
{
    options.ApiKey = "key";
    options.Engines = DeterministicEngines.Create().AddBrowserCodecs();
});
await using (var app = builder.Build())
{
    app.MapHumeServer("/voice");
    await app.StartAsync();
    await UseAsync("server", new Uri(app.Urls.Single() + "/voice/"), "key");
}

static async Task UseAsync(string who, Uri address, string key)
{
    using (var hume = new HumeClient(new HumeClientOptions { BaseAddress = address, ApiKey = key }))
    {
        Console.WriteLine($"the client against the {who}");
        await MakeAllAsync(hume);
    }

    using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
    using var http = new HttpClient { BaseAddress = address };
    http.DefaultRequestHeaders.Add("X-Hume-Api-Key", key);

    var tool = await PostAsync("v0/evi/tools", """{"name":"clock","parameters":"{}"}""");
    var page = JsonNode.Parse(await http.GetStringAsync("v0/evi/tools", limit.Token))!;
    Check(page["tools_page"]!.AsArray().Any(t => (string?)t!["id"] == (string?)tool["id"]), $"{who}: a tool is kept");

    using var speech = await http.PostAsync("v0/tts/stream/json", Json("""{"utterances":[{"text":"Hello from here."}],"format":{"type":"wav"}}"""), limit.Token);
    var lines = (await speech.Content.ReadAsStringAsync(limit.Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
    Check(lines.Count > 1 && lines.Where(l => (string?)l["type"] == "audio").Sum(l => ((string)l["audio"]!).Length) > 1000, $"{who}: speech is streamed");

    using var chat = new ClientWebSocket();
    await chat.ConnectAsync(new Uri(address.ToString().Replace("http", "ws", StringComparison.Ordinal) + $"v0/evi/chat?api_key={key}"), limit.Token);
    await chat.SendAsync(
        """{"type":"session_settings","audio":{"encoding":"linear16","sample_rate":16000,"channels":1}}"""u8.ToArray(), WebSocketMessageType.Text, true, limit.Token);
    var sound = new byte[80_000];
    for (var i = 0; i < 16_000; i++)
        BitConverter.TryWriteBytes(sound.AsSpan(i * 2), (short)(9_000 * Math.Sin(2 * Math.PI * 220 * i / 16_000)));
    foreach (var piece in sound.Chunk(3200))
        await chat.SendAsync(Encoding.UTF8.GetBytes($$"""{"type":"audio_input","data":"{{Convert.ToBase64String(piece)}}"}"""), WebSocketMessageType.Text, true, limit.Token);

    var types = new List<string>();
    while (types.LastOrDefault() != "assistant_end")
        types.Add((string)(await ReadAsync())["type"]!);
    Check(types.Contains("user_message") && types.Contains("assistant_message") && types.Contains("audio_output"), $"{who}: a chat hears and speaks");

    static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    async Task<JsonNode> PostAsync(string path, string json)
    {
        using var response = await http.PostAsync(path, Json(json), limit.Token);
        return JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(limit.Token))!;
    }

    async Task<JsonNode> ReadAsync()
    {
        var buffer = new byte[16 << 10];
        using var message = new MemoryStream();
        WebSocketReceiveResult part;
        do
        {
            part = await chat.ReceiveAsync(buffer, limit.Token);
            message.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        return JsonNode.Parse(message.ToArray())!;
    }
}
