using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

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

/// <summary>A server that answers as a test says and remembers what it was sent.</summary>
internal sealed class Server : IAsyncDisposable
{
    private KestrelServer _server = null!;

    private Server()
    {
    }

    public Uri Address => _server.Address;

    public List<Received> Requests { get; } = [];

    /// <param name="answer">Answers requests.</param>
    /// <param name="frames">Answers the frames of sockets: whether a frame is text, and its bytes.</param>
    public static async Task<Server> StartAsync(Func<Received, Answer> answer, Func<bool, byte[], IEnumerable<(bool IsText, byte[] Bytes)>>? frames = null)
    {
        var server = new Server();
        server._server = await KestrelServer.StartAsync(async context =>
        {
            var request = await ReadAsync(context.Request);
            lock (server.Requests)
                server.Requests.Add(request);
            if (context.WebSockets.IsWebSocketRequest)
            {
                await KestrelServer.AnswerFramesAsync(context, frame => frames!(frame.Type == WebSocketMessageType.Text, frame.Bytes.ToArray())
                    .Select(f => new SocketFrame(f.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, f.Bytes)));
                return;
            }

            var (status, type, body) = answer(request);
            context.Response.StatusCode = status;
            if (body.Length == 0)
                return;
            context.Response.ContentType = type;
            await context.Response.WriteAsync(body, Encoding.Latin1);
        });
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<Received> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.Latin1);
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()!.RawTarget;
        return new Received(
            $"{request.Method} {target}",
            request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()),
            request.HttpContext.WebSockets.IsWebSocketRequest ? "" : await reader.ReadToEndAsync());
    }
}
