using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using HumeGen.Json;

namespace HumeGen;

/// <summary>
/// An open WebSocket without any types, for a <see cref="RealtimeConnection{TSend, TReceive}"/> to be made of. One task reads and one task writes; nobody
/// else touches the socket, and no caller's token ever does, as cancelling an operation of a WebSocket breaks it.
/// </summary>
public sealed class RealtimeSocket : IAsyncDisposable
{
    // Disposal promises to end within 5 seconds.
    private static readonly TimeSpan LongestDisposal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestCloseOnDisposal = TimeSpan.FromSeconds(4);

    private const int Undecided = -1;
    private const int NoCode = 1006;

    private readonly WebSocket _socket;
    private readonly RealtimeOptions _options;
    private readonly Watchdog _watchdog;
    private readonly TimeProvider _time;
    private readonly MessageHooks _hooks;
    private readonly CallContext _call;
    private readonly Channel<Outgoing> _outgoing;
    private readonly TaskCompletionSource<RealtimeClose> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();
    private readonly object _lock = new();
    private IMessageSink? _sink;
    private ITimer? _closeTimer;
    private volatile int _end = Undecided;
    private volatile int _ownCode = NoCode;
    private Exception? _cause;
    private Outgoing? _unsent;
    private volatile bool _sendFailed;
    private volatile bool _over;

    internal RealtimeSocket(WebSocket socket, RealtimeOptions options, Watchdog watchdog, TimeProvider time, MessageHooks hooks, CallContext call)
    {
        _socket = socket;
        _options = options;
        _watchdog = watchdog;
        _time = time;
        _hooks = hooks;
        _call = call;
        _outgoing = Channel.CreateBounded<Outgoing>(new BoundedChannelOptions(options.SendQueueSize) { SingleReader = true });
    }

    internal long Id => _hooks.ConnectionId;

    internal RealtimeOptions Options => _options;

    internal RealtimeState State => _over ? RealtimeState.Closed : End is null ? RealtimeState.Open : RealtimeState.Closing;

    internal Task<RealtimeClose> Closed => _closed.Task;

    internal bool IsHeldUp => _watchdog.IsPaused;

    /// <summary>Why the connection ends; null while it does not.</summary>
    private RealtimeEnd? End => _end == Undecided ? null : (RealtimeEnd)_end;

    private bool MayStillSend => !_sendFailed && End is null or RealtimeEnd.ClosedByClient;

    internal void Start(IMessageSink sink)
    {
        if (Interlocked.CompareExchange(ref _sink, sink, null) is not null)
            throw new InvalidOperationException("This socket belongs to another connection already.");
        _watchdog.Start(GiveUp);
        _ = RunAsync();
    }

    internal async ValueTask SendAsync(IJsonWritable message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var outgoing = new Outgoing(message);

        // The channel serves those who wait for room in their order, so no caller is overtaken, not even by itself.
        if (!_outgoing.Writer.TryWrite(outgoing))
        {
            try
            {
                await _outgoing.Writer.WriteAsync(outgoing, cancellationToken).ConfigureAwait(false);
            }
            catch (ChannelClosedException)
            {
                throw new HumeClosedException(Describe());
            }
        }

        using (cancellationToken.UnsafeRegister(static (outgoing, token) => ((Outgoing)outgoing!).Withdraw(token), outgoing))
            await outgoing.Task.ConfigureAwait(false);
    }

    internal async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        BeginEnd(RealtimeEnd.ClosedByClient);
        await _closed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the socket, in 5 seconds at most. A connection that was made of it does this when it is disposed itself.</summary>
    /// <returns>A task that ends when the socket is closed.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_sink is null)
        {
            _socket.Dispose();
            return;
        }

        BeginEnd(RealtimeEnd.ClosedByClient);
        if (_options.CloseTimeout > LongestCloseOnDisposal)
            _closeTimer?.Change(LongestCloseOnDisposal, Timeout.InfiniteTimeSpan);

        try
        {
            await _closed.Task.WaitAsync(LongestDisposal, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Whatever holds it up, its socket goes now.
            _socket.Abort();
        }
    }

    private async Task RunAsync()
    {
        // Neither loop may run on the caller's thread, not even its first steps.
        await Task.WhenAll(Task.Run(ReadLoopAsync), Task.Run(WriteLoopAsync)).ConfigureAwait(false);
        _watchdog.Dispose();
        _closeTimer?.Dispose();
        _socket.Dispose();

        var close = Describe();
        _unsent?.TrySetException(close.End == RealtimeEnd.SendTimeout ? SendTimeout() : new HumeClosedException(close));
        while (_outgoing.Reader.TryRead(out var lost))
        {
            if (lost.TryStart())
                lost.TrySetException(new HumeClosedException(close));
        }

        _over = true;
        _sink!.Closed(close);
        _closed.TrySetResult(close);
    }

    private async Task ReadLoopAsync()
    {
        using var buffer = new PooledBuffer();
        try
        {
            while (true)
            {
                var room = buffer.GetMemory();
                var allowed = (long)_options.MaxMessageBytes + 1 - buffer.Count;
                var result = await _socket.ReceiveAsync(room.Length > allowed ? room[..(int)allowed] : room, CancellationToken.None).ConfigureAwait(false);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    BeginEnd(RealtimeEnd.ClosedByServer);
                    return;
                }

                // After this the rest is read and thrown away, for the server to see the close code and not a reset.
                if (End == RealtimeEnd.MessageTooBig)
                    continue;
                buffer.Advance(result.Count);
                if (buffer.Count > _options.MaxMessageBytes)
                {
                    buffer.Clear();
                    BeginEnd(RealtimeEnd.MessageTooBig, new HumeException(
                        $"The limit is {_options.MaxMessageBytes} bytes. If such messages are to be expected, raise RealtimeOptions.MaxMessageBytes."));
                }
                else if (result.EndOfMessage)
                {
                    await DeliverAsync(result.MessageType, buffer.Written).ConfigureAwait(false);
                    buffer.Clear();
                }
            }
        }
        catch (Exception e)
        {
            // Also when a stuck handler of a derived class throws: nothing that happens here may leave the other loop alone.
            EndReading(e);
        }
    }

    private ValueTask DeliverAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message)
    {
        _watchdog.Received();
        _hooks.Show(RealtimeDirection.Received, type, message, _sink!);
        var taken = _sink!.TakeAsync(type, message, _stop.Token);
        return taken.IsCompletedSuccessfully ? taken : WaitAsync(taken);

        async ValueTask WaitAsync(ValueTask waiting)
        {
            _watchdog.Pause();
            await waiting.ConfigureAwait(false);
            _watchdog.Resume();
        }
    }

    private void EndReading(Exception cause)
    {
        if (cause is WebSocketException { WebSocketErrorCode: WebSocketError.Faulted })
        {
            // The platform has told the server already. It keeps the code to itself: with text that is no UTF-8 it gives no message and stays unclosed.
            var unnamed = cause.Message == new WebSocketException(WebSocketError.Faulted).Message;
            _ownCode = unnamed && _socket.State != WebSocketState.Closed ? 1007 : 1002;
            BeginEnd(RealtimeEnd.ProtocolError, cause);
        }
        else
        {
            BeginEnd(RealtimeEnd.ConnectionLost, cause);
        }

        Abort();
    }

    private async Task WriteLoopAsync()
    {
        using var buffer = new PooledBuffer();
        using var json = new Utf8JsonWriter(buffer, HumeJson.WriterOptions);
        while (MayStillSend && await _outgoing.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (MayStillSend && _outgoing.Reader.TryRead(out var next))
            {
                if (next.TryStart())
                    await WriteAsync(next, buffer, json).ConfigureAwait(false);
            }
        }

        if (!_sendFailed)
            await SayCloseAsync().ConfigureAwait(false);
    }

    private async ValueTask WriteAsync(Outgoing next, PooledBuffer buffer, Utf8JsonWriter json)
    {
        try
        {
            buffer.Clear();
            json.Reset();
            if (next.Message is not IBinaryMessage)
            {
                next.Message.WriteJson(json);
                json.Flush();
            }
        }
        catch (Exception e)
        {
            // The message is at fault, not the connection.
            next.TrySetException(e);
            return;
        }

        _hooks.Show(RealtimeDirection.Sent, WebSocketMessageType.Text, buffer.Written, _sink!);
        try
        {
            _watchdog.SendBegins();
            var (frame, type) = next.Message is IBinaryMessage binary ? (binary.Data, WebSocketMessageType.Binary) : (buffer.Written, WebSocketMessageType.Text);
            await _socket.SendAsync(frame, type, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
            next.TrySetResult();
        }
        catch (Exception e)
        {
            // The reader will find out why, maybe a close frame that is still to be read. If it finds nothing, the timer ends it.
            _unsent = next;
            _sendFailed = true;
            _cause ??= e;
            _outgoing.Writer.TryComplete();
            StartCloseTimer();
        }
        finally
        {
            _watchdog.SendEnds();
        }
    }

    private async Task SayCloseAsync()
    {
        WebSocketCloseStatus? status = End switch
        {
            RealtimeEnd.ClosedByClient => WebSocketCloseStatus.NormalClosure,
            RealtimeEnd.ClosedByServer => _socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure,
            RealtimeEnd.MessageTooBig => WebSocketCloseStatus.MessageTooBig,
            _ => null,
        };
        if (status is not { } code)
            return;

        try
        {
            await _socket.CloseOutputAsync(code, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The connection is gone already; how it ended is known.
            _ownCode = NoCode;
            Abort();
        }
    }

    /// <summary>Notes why the connection ends, unless that is known already, and gives it a limited time to do so in good order.</summary>
    private void BeginEnd(RealtimeEnd end, Exception? cause = null)
    {
        lock (_lock)
        {
            if (_end != Undecided)
                return;
            _end = (int)end;
            _cause ??= cause;
            if (end == RealtimeEnd.ClosedByClient)
                _ownCode = (int)WebSocketCloseStatus.NormalClosure;
            if (end == RealtimeEnd.MessageTooBig)
                _ownCode = (int)WebSocketCloseStatus.MessageTooBig;
        }

        StartCloseTimer();
        _outgoing.Writer.TryComplete();
        _stop.Cancel();
        if (end is RealtimeEnd.ClosedByClient or RealtimeEnd.ClosedByServer or RealtimeEnd.MessageTooBig)
            _sink?.Closing();
    }

    private void StartCloseTimer()
    {
        lock (_lock)
            _closeTimer ??= _time.CreateTimer(static socket => ((RealtimeSocket)socket!).Abort(), this, _options.CloseTimeout, Timeout.InfiniteTimeSpan);
    }

    private void GiveUp(RealtimeEnd limit)
    {
        BeginEnd(limit, limit switch
        {
            RealtimeEnd.SendTimeout => SendTimeout(),
            RealtimeEnd.IdleTimeout => new HumeTimeoutException(
                $"The server sent no message for {MessageText.Of(_options.IdleTimeout)} (RealtimeOptions.IdleTimeout).", HumeTimeoutKind.Idle, _options.IdleTimeout),
            _ => new HumeTimeoutException(
                $"The server gave no sign of life within {MessageText.Of(_options.KeepAliveTimeout)} (RealtimeOptions.KeepAliveTimeout).",
                HumeTimeoutKind.KeepAlive,
                _options.KeepAliveTimeout),
        });
        Abort();
    }

    private HumeTimeoutException SendTimeout() => new(
        $"A message to {_call.Request.PathTemplate} was not sent within {MessageText.Of(_options.SendTimeout)} (RealtimeOptions.SendTimeout): "
        + "the network or the server takes no more.",
        HumeTimeoutKind.Send,
        _options.SendTimeout);

    private void Abort()
    {
        BeginEnd(RealtimeEnd.ConnectionLost);
        _socket.Abort();
    }

    private RealtimeClose Describe()
    {
        lock (_lock)
        {
            var end = End ?? RealtimeEnd.ConnectionLost;
            return new RealtimeClose
            {
                End = end,
                Code = (int?)_socket.CloseStatus ?? _ownCode,
                Reason = OneLine(_call.Redact(_socket.CloseStatusDescription ?? "")),
                LastError = _sink?.LastError,
                Exception = end is RealtimeEnd.ClosedByClient or RealtimeEnd.ClosedByServer ? null : _cause,
                Path = _call.Request.PathTemplate,
            };
        }
    }

    // The server's words go into messages and logs.
    private static string OneLine(string text) => string.Concat(text.Select(static c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
