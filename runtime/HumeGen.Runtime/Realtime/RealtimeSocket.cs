using System.Net.WebSockets;
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

    // Once the connection is cut off, only code of the program, such as a hook that blocks, can hold up the loops.
    private static readonly TimeSpan LongestHoldUp = TimeSpan.FromMilliseconds(500);

    private readonly WebSocket _socket;
    private readonly RealtimeOptions _options;
    private readonly Watchdog _watchdog;
    private readonly TimeProvider _time;
    private readonly MessageHooks _hooks;
    private readonly ConnectionEnd _end;
    private readonly Channel<Outgoing> _outgoing;
    private readonly TaskCompletionSource<RealtimeClose> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cutOff = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Ends when the connection begins to end. No token, as the read loop would go on within the call that cancels it.
    private readonly TaskCompletionSource _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Cancelled when this program closes it, so that what there is no room for is dropped.
    private readonly CancellationTokenSource _closing = new();
    private readonly ReadAhead _ahead;
    private readonly MalformedLimit _malformed;

    // No lock: set once, atomically, before the loops start.
    private IMessageSink? _sink;

    // No lock: set once when all is over, and any thread may read it, hence volatile.
    private volatile RealtimeClose? _close;

    // No lock: the write loop sets it before it sends, and the end reads it after setting _close.
    private Outgoing? _sending;

    // No lock: for the write loop alone.
    private bool _sendFailed;

    internal RealtimeSocket(
        WebSocket socket,
        RealtimeOptions options,
        Watchdog watchdog,
        TimeProvider time,
        Func<double> random,
        MessageHooks hooks,
        CallContext call,
        Func<IReadOnlyDictionary<string, string>, CancellationToken, Task<RealtimeSocket>> openAnother)
    {
        _socket = socket;
        _options = options;
        _watchdog = watchdog;
        _time = time;
        _hooks = hooks;
        Call = call;
        Random = random;
        OpenAnother = openAnother;
        _end = new ConnectionEnd(socket, options, time, call, Abort);
        _outgoing = Channel.CreateUnbounded<Outgoing>(new UnboundedChannelOptions { SingleReader = true });
        _ahead = new ReadAhead(watchdog, _ending.Task);
        _malformed = new MalformedLimit(options.MaxMalformedPerMinute, time);
    }

    /// <summary>The call that opened the socket.</summary>
    internal CallContext Call { get; }

    internal long Id => _hooks.ConnectionId;

    internal RealtimeOptions Options => _options;

    internal TimeProvider Time => _time;

    internal RealtimeState State => _close is not null ? RealtimeState.Closed : _end.Kind is null ? RealtimeState.Open : RealtimeState.Closing;

    internal SendCount Sends => _watchdog.Sends;

    /// <summary>Opens another socket as this one was opened, in one attempt: the query parameters come on top.</summary>
    internal Func<IReadOnlyDictionary<string, string>, CancellationToken, Task<RealtimeSocket>> OpenAnother { get; }

    /// <summary>Numbers from 0 up to 1 that spread the waits between attempts.</summary>
    internal Func<double> Random { get; }

    internal bool IsHeldUp => _watchdog.IsPaused;

    private bool MayStillSend => !_sendFailed && _end.Kind is null or RealtimeEnd.ClosedByClient;

    internal void Start(IMessageSink sink)
    {
        if (Interlocked.CompareExchange(ref _sink, sink, null) is not null)
            throw new InvalidOperationException("This socket belongs to another connection already.");
        _watchdog.Start(TimeOut);
        _ = RunAsync();
    }

    /// <summary>Queues a message.</summary>
    /// <returns>False when the socket takes no more, as it ends.</returns>
    internal bool TrySend(Outgoing message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Begins to close in good order.</summary>
    internal void BeginClose() => BeginEnd(RealtimeEnd.ClosedByClient);

    /// <summary>Cuts the socket off.</summary>
    internal void GiveUp(RealtimeEnd end, Exception? cause = null)
    {
        BeginEnd(end, cause);
        Abort();
    }

    /// <summary>Describes the end, as far as it is known.</summary>
    internal RealtimeClose DescribeEnd() => _end.Describe(_sink?.LastError);

    /// <summary>Tells the sender of the message that the network did not take how the connection ended.</summary>
    internal void Fail(Outgoing broken, RealtimeClose close) =>
        broken.Fail(close.End == RealtimeEnd.SendTimeout && broken.IsOnItsWay ? _end.TimeoutOf(close.End) : new RealtimeClosedException(close));

    /// <summary>Takes over the messages that an earlier socket read ahead, which count for this one then. For before the start.</summary>
    internal void TakeOver(RealtimeSocket before) => _ahead.TakeOver(before._ahead);

    /// <summary>Counts a message that could not be read; too many end the connection. For the sink, while it takes the message.</summary>
    internal void CountMalformed()
    {
        if (_malformed.IsExceeded())
        {
            BeginEnd(RealtimeEnd.TooManyMalformed, new ApiClientException(
                $"The limit is {_options.MaxMalformedPerMinute} in a minute. Check that the server is the right one; if such messages are to be expected, raise RealtimeOptions.MaxMalformedPerMinute."));
        }
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
        _end.LimitCloseTime(LongestCloseOnDisposal);
        try
        {
            await _closed.Task.WaitAsync(LongestDisposal, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Whatever holds it up, its socket goes now.
            Abort();
        }
    }

    private async Task RunAsync()
    {
        // Neither loop may run on the caller's thread, not even its first steps.
        var loops = Task.WhenAll(Task.Run(ReadLoopAsync), Task.Run(WriteLoopAsync));
        if (await Task.WhenAny(loops, _cutOff.Task).ConfigureAwait(false) != loops)
        {
            try
            {
                await loops.WaitAsync(LongestHoldUp, _time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // They end once the program lets them, and touch nothing then.
            }
        }

        _watchdog.Dispose();
        _end.Dispose();
        _socket.Dispose();
        Complete();
    }

    private void Complete()
    {
        var close = _end.Describe(_sink!.LastError);
        _close = close;
        try
        {
            _sink.Closed(close, Interlocked.Exchange(ref _sending, null), _outgoing.Reader);
        }
        catch (Exception e)
        {
            _sink.HookFailed(Call.Secrets.Clean(e));
        }

        _closed.TrySetResult(close);
    }

    // Whoever takes a message back settles it: the write loop when it is through with it, or the end before that.
    private bool Claim(Outgoing message) => Interlocked.CompareExchange(ref _sending, null, message) == message;

    private async Task ReadLoopAsync()
    {
        using var buffer = new PooledBuffer(PooledBytes.SizeOf(_options.MaxMessageBytes));
        try
        {
            while (true)
            {
                var room = buffer.GetMemory();
                var allowed = (long)_options.MaxMessageBytes + 1 - buffer.Count;
                var result = await _socket.ReceiveAsync(room.Length > allowed ? room[..(int)allowed] : room, CancellationToken.None).ConfigureAwait(false);
                if (result.MessageType == WebSocketMessageType.Close)
                {
                    _watchdog.OnBytesReceived();
                    BeginEnd(RealtimeEnd.ClosedByServer);
                    return;
                }

                // After this the rest is read and thrown away, for the server to see the close code and not a reset.
                if (_end.Kind is RealtimeEnd.MessageTooBig or RealtimeEnd.TooManyMalformed)
                    continue;
                buffer.Advance(result.Count);
                if (buffer.Count > _options.MaxMessageBytes)
                {
                    buffer.Clear();
                    BeginEnd(RealtimeEnd.MessageTooBig, new ApiClientException(
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
        _watchdog.OnMessageReceived();
        _hooks.Show(RealtimeDirection.Received, type, message, _sink!);

        // A hook may have blocked until long after the end.
        return _close is not null ? default : _ahead.AddAsync(_sink!.TakeAsync(type, message, _closing.Token), message.Length);
    }

    private void EndReading(Exception cause)
    {
        if (cause is WebSocketException { WebSocketErrorCode: WebSocketError.Faulted })
        {
            // The platform has told the server already. It keeps the code to itself: with text that is no UTF-8 it gives no message and stays unclosed.
            var unnamed = cause.Message == new WebSocketException(WebSocketError.Faulted).Message;
            BeginEnd(RealtimeEnd.ProtocolError, cause, unnamed && _socket.State != WebSocketState.Closed ? 1007 : 1002);
        }
        else
        {
            BeginEnd(RealtimeEnd.ConnectionLost, cause);
        }

        Abort();
    }

    private async Task WriteLoopAsync()
    {
        using var writer = new FrameWriter();
        while (MayStillSend && await _outgoing.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (MayStillSend && _outgoing.Reader.TryRead(out var next))
            {
                if (next.TryStart())
                    await WriteAsync(next, writer).ConfigureAwait(false);
            }
        }

        if (!_sendFailed)
            await SendCloseFrameAsync().ConfigureAwait(false);
    }

    private async ValueTask WriteAsync(Outgoing next, FrameWriter writer)
    {
        Interlocked.Exchange(ref _sending, next);
        if (_close is { } over)
        {
            Refuse(next, new RealtimeClosedException(over));
            return;
        }

        ReadOnlyMemory<byte> frame;
        try
        {
            frame = writer.Write(next.Message);
        }
        catch (Exception e)
        {
            // The message is at fault, not the connection.
            Refuse(next, Call.Secrets.Clean(e));
            return;
        }

        var type = next.Message is IBinaryMessage ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
        _hooks.Show(RealtimeDirection.Sent, type, frame, _sink!);
        try
        {
            next.IsOnItsWay = true;
            _watchdog.OnSendStarted();
            await _socket.SendAsync(frame, type, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
            if (Claim(next))
            {
                _sink!.Sent(next);
                next.TrySetResult();
            }
        }
        catch (Exception e)
        {
            // The reader will find out why, maybe a close frame that is still to be read. If it finds nothing, the timer ends it. Complete tells the sender.
            _sendFailed = true;
            _end.FailSend(e);
            _outgoing.Writer.TryComplete();
        }
        finally
        {
            _watchdog.OnSendCompleted();
        }
    }

    private void Refuse(Outgoing message, Exception error)
    {
        if (!Claim(message))
            return;
        message.Fail(error);
        _sink!.Unwritable();
    }

    private async Task SendCloseFrameAsync()
    {
        if (_end.CodeToSend is not { } code)
            return;

        try
        {
            await _socket.CloseOutputAsync(code, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The connection is gone already; how it ended is known.
            Abort();
        }
    }

    /// <summary>Begins to end the connection, unless it ends already: nothing more is taken for sending, and the loops come to their ends.</summary>
    private void BeginEnd(RealtimeEnd end, Exception? cause = null, int? code = null)
    {
        if (!_end.TryBegin(end, cause, code))
            return;

        _outgoing.Writer.TryComplete();
        if (end == RealtimeEnd.ClosedByClient)
            _closing.Cancel();
        _ending.TrySetResult();
        if (_end.CodeToSend is not null)
            _sink?.Closing();
    }

    private void TimeOut(RealtimeEnd limit) => GiveUp(limit, _end.TimeoutOf(limit));

    private void Abort()
    {
        BeginEnd(RealtimeEnd.ConnectionLost);
        _socket.Abort();
        _cutOff.TrySetResult();
    }
}
