using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace HumeGen.Tests;

/// <summary>A Kestrel server on a free loopback port.</summary>
internal sealed class KestrelServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KestrelServer(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single());

    /// <param name="answer">Answers requests.</param>
    /// <param name="configure">Sets up how it listens; null is plain HTTP.</param>
    /// <param name="limit">Sets up its limits; null leaves them.</param>
    public static async Task<KestrelServer> StartAsync(RequestDelegate answer, Action<ListenOptions>? configure = null, Action<KestrelServerLimits>? limit = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // CreateSlimBuilder leaves TLS out.
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(k =>
        {
            limit?.Invoke(k.Limits);
            k.Listen(IPAddress.Loopback, 0, configure ?? (static _ => { }));
        });
        var app = builder.Build();
        app.UseWebSockets();
        app.Run(answer);
        await app.StartAsync();
        return new KestrelServer(app);
    }

    /// <summary>Opens the WebSocket that a request asks for, and answers each frame until the client closes it or goes away.</summary>
    public static async Task AnswerFramesAsync(HttpContext context, Func<SocketFrame, IEnumerable<SocketFrame>> answer)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } frame)
            {
                foreach (var (type, bytes, isLast) in answer(new(frame.MessageType, buffer.AsMemory(0, frame.Count), frame.EndOfMessage)))
                    await socket.SendAsync(bytes, type, isLast, context.RequestAborted);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, context.RequestAborted);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client went away.
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
