using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Tests.Chats;

/// <summary>Somebody's language model.</summary>
internal sealed class CustomModel(WebApplication app) : IAsyncDisposable
{
    private readonly Channel<(string Query, string? Key, JsonNode Body)> _requests = Channel.CreateUnbounded<(string, string?, JsonNode)>();

    public string Host => new Uri(app.Urls.First()).Authority;

    public string Completions => $"http://{Host}/chat/completions";

    public string Socket => $"ws://{Host}/socket";

    public ChannelReader<(string Query, string? Key, JsonNode Body)> Requests => _requests.Reader;

    public static async Task<CustomModel> StartAsync(Func<HttpContext, JsonNode, Task>? completions, Func<WebSocket, JsonNode, Task>? socket = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var model = new CustomModel(app);
        app.UseWebSockets();
        app.MapPost("/chat/completions", async (HttpContext http) =>
        {
            var body = (await JsonNode.ParseAsync(http.Request.Body))!;
            model.Note(http, body);
            http.Response.ContentType = "text/event-stream";
            await completions!(http, body);
        });
        app.Map("/socket", async (HttpContext http) =>
        {
            using var open = await http.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[256 << 10];
            while (open.State == WebSocketState.Open)
            {
                var read = await open.ReceiveAsync(buffer, http.RequestAborted);
                if (read.MessageType == WebSocketMessageType.Close)
                    break;

                var body = JsonNode.Parse(buffer.AsSpan(0, read.Count))!;
                model.Note(http, body);
                await socket!(open, body);
            }
        });
        await app.StartAsync();
        return model;
    }

    public static async Task SendAsync(HttpContext http, params string[] events)
    {
        foreach (var text in events)
        {
            await http.Response.WriteAsync(text);
            await http.Response.Body.FlushAsync();
        }
    }

    public static Task SendAsync(WebSocket socket, string message) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Note(HttpContext http, JsonNode body) =>
        _requests.Writer.TryWrite((http.Request.QueryString.Value ?? "", http.Request.Headers.Authorization.FirstOrDefault(), body.DeepClone()));
}
