using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HumeGen.Server.Transport.Sockets;

/// <summary>A WebSocket that a client has open: a queue of what is to be sent, and one close.</summary>
/// <remarks>All members can be used from several threads at once.</remarks>
// The one source of cancellation has no owner that outlives all its users, and is cancelled in the end, which frees its timer.
#pragma warning disable CA1001
internal sealed class ServerSocket
#pragma warning restore CA1001
{
    // Enough for a sentence of speech, and about a megabyte at most.
    private const int QueueLength = 16;

    private const int MaxReasonBytes = 123;
    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    // A client may stand at a breakpoint for a while, but not hold up others for good.
    private static readonly TimeSpan SendTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(1);

    private readonly Channel<Outgoing> _outgoing =
        Channel.CreateBounded<Outgoing>(new BoundedChannelOptions(QueueLength) { SingleReader = true });

    private readonly CancellationTokenSource _over = new();
    private readonly object _gate = new();
    private HttpContext? _http;
    private WebSocket? _socket;
    private int _closing;

    public ServerSocket(HttpContext http, string requestId, string keyId)
    {
        _http = http;
        KeyId = keyId;
        Path = http.Request.Path.Value ?? "/";
        RequestId = requestId;
        Feature = http.Features.Get<IHttpUpgradeFeature>();
    }

    /// <summary>The path that the client opened, such as <c>/v0/evi/chat</c>.</summary>
    public string Path { get; }

    /// <summary>The id of the API key that let the client in.</summary>
    public string KeyId { get; }

    /// <summary>The chat that the connection belongs to; null on other channels and before the chat has begun.</summary>
    public string? ChatId { get; set; }

    public string RequestId { get; }

    /// <summary>The feature that turned the request into a stream of bytes. It is disposed when the connection is broken off.</summary>
    public IHttpUpgradeFeature? Feature { get; }

    /// <summary>Breaks the connection off at once, without a closing message.</summary>
    public void Abort()
    {
        _over.Cancel();

        // The server uses the context again for other requests once this one has ended.
        lock (_gate)
        {
            _socket?.Abort();
            (Feature as IDisposable)?.Dispose();
            _http?.Abort();
        }
    }

    /// <summary>The path and the chat, if any.</summary>
    public override string ToString() => ChatId is null ? Path : $"{Path} ({ChatId})";

    public bool IsClosing => Volatile.Read(ref _closing) == 1;

    public void Start(WebSocket socket) => _socket = socket;

    /// <summary>Queues a message and waits for a place in the queue. Does nothing once the connection is closing.</summary>
    public async ValueTask SendAsync(
        ReadOnlyMemory<byte> data, WebSocketMessageType type = WebSocketMessageType.Text, CancellationToken cancellationToken = default)
    {
        try
        {
            await _outgoing.Writer.WriteAsync(new Outgoing(data, type, true, null, null), cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            // Nobody is left to hear it.
        }
    }

    /// <summary>Sends what is queued, until the closing message has been sent or the connection has ended.</summary>
    public async Task SendAllAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_over.Token);
        try
        {
            await foreach (var next in _outgoing.Reader.ReadAllAsync(_over.Token).ConfigureAwait(false))
            {
                limit.CancelAfter(SendTimeout);
                await SendAsync(next, limit.Token).ConfigureAwait(false);
                limit.CancelAfter(Timeout.InfiniteTimeSpan);
                next.Sent?.TrySetResult();
            }
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            Abort();
        }
        finally
        {
            _outgoing.Writer.TryComplete();
            while (_outgoing.Reader.TryRead(out var unsent))
                unsent.Sent?.TrySetResult();
        }
    }

    /// <summary>Reads messages until the client closes or the connection is lost.</summary>
    /// <param name="handle">Takes a message.</param>
    /// <param name="maxBytes">The longest message.</param>
    /// <param name="incoming">The bytes that the messages of all sockets may take together.</param>
    public async Task ReceiveAllAsync(
        Func<WebSocketMessageType, ReadOnlyMemory<byte>, ValueTask> handle, int maxBytes, ByteBudget incoming)
    {
        using var buffer = new ReceiveBuffer(maxBytes, incoming);
        while (await ReceiveAsync(buffer.Free).ConfigureAwait(false) is { MessageType: not WebSocketMessageType.Close } result)
        {
            buffer.Advance(result.Count);
            if (buffer.IsTooLong)
            {
                var reason = $"A message has at most {maxBytes} bytes.";
                await CloseOnceAsync(WebSocketCloseStatus.MessageTooBig, reason).ConfigureAwait(false);
                buffer.Clear();
            }
            else if (result.EndOfMessage)
            {
                // What the client said before it heard of the close is no longer answered.
                if (!IsClosing)
                    await handle(result.MessageType, buffer.Message).ConfigureAwait(false);

                buffer.Clear();
            }
            else if (!buffer.TryMakeRoom())
            {
                await CloseOnceAsync(TryAgainLater, $"Messages of more than {incoming.Limit} bytes are being received.").ConfigureAwait(false);
                buffer.Clear();
            }
        }
    }

    /// <summary>Answers the client's closing message, or sends one, and waits until everything is out or the connection is lost.</summary>
    public async Task FinishAsync(Task sending)
    {
        await CloseOnceAsync(WebSocketCloseStatus.NormalClosure).ConfigureAwait(false);
        await sending.ConfigureAwait(false);
        await _over.CancelAsync().ConfigureAwait(false);
        _socket!.Dispose();
    }

    /// <summary>Lets go of the request when its handling ends.</summary>
    public void Release()
    {
        _over.Cancel();
        lock (_gate)
            _http = null;
    }

    /// <summary>Closes the connection after what is still to be sent, unless that has been done before. A long reason is cut.</summary>
    public async Task CloseOnceAsync(WebSocketCloseStatus code, string reason = "")
    {
        if (Interlocked.Exchange(ref _closing, 1) == 1)
            return;

        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            var close = new Outgoing(Encoding.UTF8.GetBytes(Cut(reason)), WebSocketMessageType.Close, true, code, sent);
            await _outgoing.Writer.WriteAsync(close, _over.Token).ConfigureAwait(false);
            _outgoing.Writer.TryComplete();
            await sent.Task.WaitAsync(_over.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ChannelClosedException or OperationCanceledException)
        {
            return;
        }

        _over.CancelAfter(CloseTimeout);
    }

    /// <summary>Ends the connection within a second, whatever the client does.</summary>
    public async Task ShutDownAsync()
    {
        _ = CloseOnceAsync(WebSocketCloseStatus.EndpointUnavailable, "The server stops.");
        await Task.Delay(ShutdownTimeout, _over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Abort();
    }

    /// <summary>Sends a message or a part of one, and waits until it is on its way.</summary>
    public async Task SendAndWaitAsync(ReadOnlyMemory<byte> data, WebSocketMessageType type, bool endOfMessage)
    {
        var sent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await _outgoing.Writer.WriteAsync(new Outgoing(data, type, endOfMessage, null, sent), _over.Token).ConfigureAwait(false);
            await sent.Task.WaitAsync(_over.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ChannelClosedException or OperationCanceledException)
        {
            // It has ended.
        }
    }

    /// <summary>The next piece of a message; null when the connection is lost.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ValueWebSocketReceiveResult?> ReceiveAsync(Memory<byte> buffer)
    {
        try
        {
            return await _socket!.ReceiveAsync(buffer, _over.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsLoss(exception))
        {
            return null;
        }
    }

    private async ValueTask SendAsync(Outgoing next, CancellationToken cancellationToken)
    {
        if (next.CloseCode is { } code)
        {
            var reason = Encoding.UTF8.GetString(next.Data.Span);
            await _socket!.CloseOutputAsync(code, reason, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await _socket!.SendAsync(next.Data, next.Type, next.EndOfMessage, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string Cut(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > MaxReasonBytes)
            reason = reason[..^(char.IsLowSurrogate(reason[^1]) ? 2 : 1)];

        return reason;
    }

    private static bool IsLoss(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or IOException or InvalidOperationException;

    private readonly record struct Outgoing(
        ReadOnlyMemory<byte> Data,
        WebSocketMessageType Type,
        bool EndOfMessage,
        WebSocketCloseStatus? CloseCode,
        TaskCompletionSource? Sent);
}
