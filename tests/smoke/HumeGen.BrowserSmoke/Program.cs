// The client in a page: the calls that work as everywhere, and the rules of a browser. One that fails ends the program with an exception.
//   arguments: address, API key and secret key of a server, and the origin of the page, whose server has paths for what a browser does differently
using Hume;
using Hume.EmpathicVoice;
using Hume.Tts;
using HumeGen;
using HumeGen.Smoke;
using Microsoft.Extensions.DependencyInjection;
using static HumeGen.Smoke.ClientCalls;

var (server, key, secret, page) = (new Uri(args[0]), args[1], args[2], new Uri(args[3]));
Console.WriteLine($"runtime {Environment.Version} in a browser");
Check(OperatingSystem.IsBrowser(), "the program runs in a browser");

using var hume = new HumeClient(new HumeClientOptions { BaseAddress = server, ApiKey = key });
await MakeAllAsync(hume);

using (var byToken = new HumeClient(new HumeClientOptions { BaseAddress = server, Credential = ApiCredential.FromClientCredentials(key, secret) }))
{
    await using var chat = await byToken.EmpathicVoice.Chat.ConnectAsync(new() { AllowConnection = true });
    var metadata = await chat.WaitForMetadataAsync();
    await using var side = await byToken.EmpathicVoice.ControlPlane.ConnectAsync(metadata.ChatId);
    var answered = chat.WaitForAsync<AssistantEnd>();
    await side.SendAsync(new UserInput { Text = "Hello from the side!" });
    await answered;
    Check(true, "a chat that is joined, by access token");
}

using (var http = new HttpClient())
using (var own = new HumeClient(new HumeClientOptions { BaseAddress = server, ApiKey = key, HttpClient = http }))
    Check((await ToolsAsync(own)).Count > 0, "an HttpClient of the program's own");

await using (var services = new ServiceCollection().AddHume(o => (o.BaseAddress, o.ApiKey) = (server, key)).Services.BuildServiceProvider())
    Check((await ToolsAsync(services.GetRequiredService<IHumeClient>())).Count > 0, "a client from a container");

using (var packed = At("packed/"))
{
    Check((await ToolsAsync(packed)).Count > 0, "an answer that the browser has unpacked");
    await using var file = await packed.Tts.SynthesizeFileAsync(new() { Utterances = [new() { Text = "Good morning!" }], Format = new FormatWav() });
    Check(file.Length is null, "a file of which only the packed length is known");
}

using (var slow = At("slow/"))
using (var http = new HttpClient())
{
    var items = 0;
    await foreach (var item in slow.Tts.SynthesizeJsonStreamingAsync(new() { Utterances = [new() { Text = "Good morning!" }] }))
    {
        if (++items == 1)
            await http.GetAsync(new Uri(page, "/release"));
    }

    Check(items == 2, "items of a stream that is not over");
}

using (var redirected = At("redirected/"))
using (var http = new HttpClient())
{
    var error = await FailAsync<ApiClientException>(ToolsAsync(redirected));
    Check(error.Message.Contains("answered GET /v0/evi/tools with a redirect. Redirects are not followed", StringComparison.Ordinal), "the error of a redirect");
    Check(await http.GetStringAsync(new Uri(page, "/count")) == "0", "a redirect that is not followed");
}

using (var nowhere = new HumeClient(new HumeClientOptions { BaseAddress = new Uri("http://127.0.0.1:9"), ApiKey = key, MaxRetries = 0 }))
{
    var call = await FailAsync<ApiConnectionException>(ToolsAsync(nowhere));
    Check(call.Message.Contains("The browser tells no reason", StringComparison.Ordinal), "the error of a dead server");
    var socket = await FailAsync<ApiConnectionException>(nowhere.EmpathicVoice.Chat.ConnectAsync());
    Check(socket.Message.Contains("The browser tells no reason", StringComparison.Ordinal), "the error of a dead server of WebSockets");
}

using (var stranger = new HumeClient(new HumeClientOptions { BaseAddress = server, ApiKey = "wrong", MaxRetries = 0 }))
{
    await FailAsync<HumeAuthenticationException>(ToolsAsync(stranger));
    var socket = await FailAsync<ApiConnectionException>(stranger.EmpathicVoice.Chat.ConnectAsync());
    Check(!socket.ToString().Contains("wrong", StringComparison.Ordinal), "a refused key, which is not told");
}

using var other = new ApiPipeline(new() { Name = "Ferries", ApiKeyHeader = "X-Key" }, new() { BaseAddress = server, ApiKey = key });
var keyless = await FailAsync<InvalidOperationException>(other.ConnectAsync(new RealtimeRequest("", "/changes")));
Check(keyless.Message.Contains("takes no API key in its address, and a browser opens WebSockets without headers", StringComparison.Ordinal), "the error of a key that cannot be sent");
using var baker = new ApiPipeline(new() { Name = "Bakery", ApiKeyCookie = "session" }, new() { BaseAddress = server, ApiKey = key });
var cookie = await FailAsync<ApiClientException>(baker.SendAsync(new ApiRequest(HttpMethod.Get, "/loaves")));
Check(cookie.Message.Contains("GET /loaves was not sent, as it takes a cookie", StringComparison.Ordinal), "the error of a cookie that cannot be sent");
var header = await FailAsync<ApiClientException>(hume.EmpathicVoice.Chat.ConnectAsync(
    options: new() { Headers = new Dictionary<string, string> { ["X-Trace"] = "1" } }));
Check(header.Message.Contains("a browser sends no headers with it, and X-Trace is one", StringComparison.Ordinal), "the error of a header that cannot be sent");

await using (var chat = await hume.EmpathicVoice.Chat.ConnectAsync(options: new() { MaxMessageBytes = 50 }))
    Check((await chat.Closed) is { End: RealtimeEnd.MessageTooBig, Code: 1009 }, "a message that is too big");

HumeClient At(string path) => new(new HumeClientOptions { BaseAddress = new Uri(page, path), ApiKey = key });

static async Task<IReadOnlyList<ReturnUserDefinedTool?>> ToolsAsync(IHumeClient client)
{
    var tools = new List<ReturnUserDefinedTool?>();
    await foreach (var tool in client.EmpathicVoice.Tools.ListToolsAsync())
        tools.Add(tool);
    return tools;
}
