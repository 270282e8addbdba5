using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tests.TextToSpeech;

/// <summary>A server with engines of a test, mounted into an application, and plain HTTP and WebSockets to it. Every wait is bounded.</summary>
internal sealed class SpeechServer : IAsyncDisposable
{
    public static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly WebApplication _app;

    private SpeechServer(WebApplication app)
    {
        _app = app;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()), Timeout = Bound };
        Http.DefaultRequestHeaders.Add("X-Hume-Api-Key", "key");
    }

    public HttpClient Http { get; }

    public static Task<SpeechServer> StartAsync(ITextToSpeechClient? engine, Action<HumeServerOptions>? configure = null) => StartAsync(options =>
    {
        options.Engines.TextToSpeech = engine;
        configure?.Invoke(options);
    });

    public static async Task<SpeechServer> StartAsync(Action<HumeServerOptions> configure)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHumeServer((_, options) =>
        {
            options.ApiKey = "key";
            options.Engines.SendsWavWithoutEncoder = true;
            configure(options);
        });
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapHumeServer();
        await app.StartAsync();
        return new SpeechServer(app);
    }

    public async Task<(HttpStatusCode Status, byte[] Body, HttpResponseMessage Response)> PostAsync(string path, string json)
    {
        var response = await SendAsync(path, json);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync().WaitAsync(Bound), response);
    }

    /// <summary>Posts JSON, and comes back when the answer begins.</summary>
    public Task<HttpResponseMessage> SendAsync(string path, string json)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        return Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>Posts JSON, and reads the one generation that is answered.</summary>
    public async Task<JsonNode> GenerateAsync(string json)
    {
        var (status, body, _) = await PostAsync("/v0/tts", json);
        Assert.True(status == HttpStatusCode.OK, Encoding.UTF8.GetString(body));
        return JsonNode.Parse(body)!["generations"]![0]!;
    }

    public async Task<List<JsonNode>> StreamAsync(string json)
    {
        var (status, body, _) = await PostAsync("/v0/tts/stream/json", json);
        Assert.True(status == HttpStatusCode.OK, Encoding.UTF8.GetString(body));
        return [.. Encoding.UTF8.GetString(body).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }

    public async Task<ClientWebSocket> OpenAsync(string query = "")
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("X-Hume-Api-Key", "key");
        socket.Options.CollectHttpResponseDetails = true;
        var address = new UriBuilder(Http.BaseAddress!) { Scheme = "ws", Path = "/v0/tts/stream/input", Query = query };
        await socket.ConnectAsync(address.Uri, CancellationToken.None).WaitAsync(Bound);
        return socket;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}

internal static class SocketReading
{
    public static Task SendAsync(this ClientWebSocket socket, string text) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None).WaitAsync(SpeechServer.Bound);

    /// <summary>The next message; null when the server has closed.</summary>
    public static async Task<(WebSocketMessageType Type, byte[] Data)?> ReceiveAsync(this ClientWebSocket socket)
    {
        using var message = new MemoryStream();
        var buffer = new byte[64 << 10];
        while (true)
        {
            var result = await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(SpeechServer.Bound);
            if (result.MessageType == WebSocketMessageType.Close)
                return null;

            message.Write(buffer, 0, result.Count);
            if (result.EndOfMessage)
                return (result.MessageType, message.ToArray());
        }
    }

    /// <summary>The messages up to the close, which has to be of this code.</summary>
    public static async Task<List<JsonNode>> ReadToCloseAsync(this ClientWebSocket socket, int code)
    {
        var messages = new List<JsonNode>();
        while (await socket.ReceiveAsync() is var (type, data))
        {
            if (type == WebSocketMessageType.Text)
                messages.Add(JsonNode.Parse(data)!);
        }

        Assert.Equal(code, (int?)socket.CloseStatus);
        return messages;
    }
}
