using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace HumeGen.OtherApis.Tests;

/// <summary>A request as it came over the wire.</summary>
internal sealed record Received(string Line, Dictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name.ToLowerInvariant());
}

/// <summary>An answer to a request.</summary>
internal sealed record Answer(int Status, string Type, string Body)
{
    public static Answer Json(string body, int status = 200) => new(status, "application/json", body);
}

/// <summary>A Kestrel server on a loopback port that answers as a test says and remembers what it was sent.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Server(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    public List<Received> Requests { get; } = [];

    /// <param name="answer">Answers requests.</param>
    /// <param name="frames">Answers the frames of sockets: whether a frame is text, and its bytes.</param>
    public static async Task<Server> StartAsync(Func<Received, Answer> answer, Func<bool, byte[], IEnumerable<(bool IsText, byte[] Bytes)>>? frames = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new Server(app);
        app.UseWebSockets();
        app.Run(async context =>
        {
            var request = await ReadAsync(context.Request);
            lock (server.Requests)
                server.Requests.Add(request);
            if (context.WebSockets.IsWebSocketRequest)
            {
                using var socket = await context.WebSockets.AcceptWebSocketAsync();
                await TalkAsync(socket, frames!, context.RequestAborted);
                return;
            }

            var (status, type, body) = answer(request);
            context.Response.StatusCode = status;
            if (body.Length == 0)
                return;
            context.Response.ContentType = type;
            await context.Response.WriteAsync(body, Encoding.Latin1);
        });
        await app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static async Task<Received> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.Latin1);
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        return new Received(
            $"{request.Method} {target}",
            request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()),
            request.HttpContext.WebSockets.IsWebSocketRequest ? "" : await reader.ReadToEndAsync());
    }

    private static async Task TalkAsync(WebSocket socket, Func<bool, byte[], IEnumerable<(bool IsText, byte[] Bytes)>> frames, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, cancellationToken) is { MessageType: not WebSocketMessageType.Close } frame)
            {
                foreach (var (isText, bytes) in frames(frame.MessageType == WebSocketMessageType.Text, buffer[..frame.Count]))
                    await socket.SendAsync(bytes, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, cancellationToken);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client went away.
        }
    }
}
