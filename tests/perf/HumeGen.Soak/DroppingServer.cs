using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using HumeGen.Tests;
using Microsoft.AspNetCore.Http;

namespace HumeGen.Soak;

/// <summary>A server that begins or resumes conversations, breaks each connection after a few seconds, and checks the numbers of the messages that arrive.</summary>
internal sealed class DroppingServer : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, long> _newest = new(StringComparer.Ordinal);
    private readonly TimeSpan _interval;
    private KestrelServer _server = null!;
    private int _open;
    private long _arrived;
    private long _drops;

    private DroppingServer(TimeSpan interval) => _interval = interval;

    public Uri Address => _server.Address;

    public int Open => Volatile.Read(ref _open);

    public long Arrived => Volatile.Read(ref _arrived);

    public long Drops => Volatile.Read(ref _drops);

    public ConcurrentQueue<string> Violations { get; } = new();

    public static async Task<DroppingServer> StartAsync(TimeSpan interval)
    {
        var server = new DroppingServer(interval);
        server._server = await KestrelServer.StartAsync(server.ServeAsync);
        return server;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        Interlocked.Increment(ref _open);
        using var drop = new CancellationTokenSource(_interval * (0.5 + Random.Shared.NextDouble()));
        try
        {
            var id = context.Request.Query["resume"] is [{ } resumed] ? resumed : Guid.NewGuid().ToString();
            await AnswerAsync(socket, $$"""{"type":"begin","id":"{{id}}"}""", drop.Token);
            var buffer = new byte[64 * 1024];
            while (await socket.ReceiveAsync(buffer.AsMemory(), drop.Token) is { MessageType: not WebSocketMessageType.Close } frame)
            {
                Check(id, buffer.AsMemory(0, frame.Count));
                await AnswerAsync(socket, """{"type":"heard","text":"yes"}""", drop.Token);
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _drops);
            context.Abort();
        }
        catch (WebSocketException)
        {
            // The client went away.
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    // A message that came twice, or before an earlier one, has a number that is too small.
    private void Check(string id, ReadOnlyMemory<byte> message)
    {
        Interlocked.Increment(ref _arrived);
        using var json = JsonDocument.Parse(message);
        var number = json.RootElement.TryGetProperty("seq", out var seq) ? seq.GetInt64() : long.Parse(json.RootElement.GetProperty("text").GetString()!, null);
        var before = _newest.GetValueOrDefault(id, -1);
        _newest[id] = number;
        if (number <= before)
            Violations.Enqueue($"{id}: message {number} came after {before}");
    }

    private static Task AnswerAsync(WebSocket socket, string text, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
}
