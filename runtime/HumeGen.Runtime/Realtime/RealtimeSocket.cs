using System.Net.WebSockets;
using HumeGen.Json;

namespace HumeGen;

/// <summary>
/// An open WebSocket without any types, for a <see cref="RealtimeConnection{TSend, TReceive}"/> to be made of. One task reads and one task writes; nobody
/// else touches the socket, and no caller's token ever does, as cancelling an operation of a WebSocket breaks it.
/// </summary>
public sealed class RealtimeSocket : IAsyncDisposable
{
    // Disposal promises to end within 5 seconds.
    internal static readonly TimeSpan LongestDisposal = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestCloseOnDisposal = TimeSpan.FromSeconds(4);

    // Once the connection is cut off, only code of the program, such as a hook that blocks, can hold up the loops.
    private static readonly TimeSpan LongestHoldUp = TimeSpan.FromMilliseconds(500);

    private readonly WebSocket _socket;
    private readonly RealtimeOptions _options;
    private readonly Watchdog _watchdog;
    private readonly TimeProvider _time;
    private readonly MessageHooks _hooks;
    private readonly ConnectionEnd _end;
    private readonly SocketWriter _writer;
    private readonly TaskCompletionSource<RealtimeClose> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _cutOff = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Ends when the connection begins to end, or is cut off where it ends so. No token, as the read loop would go on within the call that cancels it.
    private readonly TaskCompletionSource _ending = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Cancelled when this program closes it, so that what there is no room for is dropped.
    private readonly CancellationTokenSource _closing = new();
    private readonly ReadAhead _ahead;
    private readonly MalformedLimit _malformed;

    // No lock: set once, atomically, before the loops start.
    private ISocketOwner? _owner;

    // No lock: set before the loops start.
    private bool _readsAtOnce;

    // No lock: set once when all is over, and any thread may read it, hence volatile.
    private volatile RealtimeClose? _close;

    internal RealtimeSocket(
        WebSocket socket,
        RealtimeOptions options,
        Watchdog watchdog,
        TimeProvider time,
        Func<double> random,
        MessageHooks hooks,
        CallContext call,
        ConnectionTelemetry telemetry,
        Func<IReadOnlyDictionary<string, string>, CancellationToken, Task<RealtimeSocket>> openAnother,
        Action<IJsonWritable>? onSent = null)
    {
        _socket = socket;
        _options = options;
        _watchdog = watchdog;
        _time = time;
        _hooks = hooks;
        Call = call;
        Telemetry = telemetry;
        Random = random;
        OpenAnother = openAnother;
        _end = new ConnectionEnd(socket, options, time, call, Abort);
        _writer = new SocketWriter(socket, _end, watchdog, hooks, telemetry, call.Secrets, Abort, onSent);
        _ahead = new ReadAhead(watchdog, _ending.Task);
        _malformed = new MalformedLimit(options.MaxMalformedPerMinute, time);
    }

    /// <summary>The call that opened the socket.</summary>
    internal CallContext Call { get; }

    /// <summary>The trace, metrics and log of the connection, which all its sockets share.</summary>
    internal ConnectionTelemetry Telemetry { get; }

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

    /// <summary>Begins to read and write.</summary>
    /// <param name="owner">The owner.</param>
    /// <param name="readsAtOnce">Whether to read a message even where those taken over leave no room for more.</param>
    internal void Start(ISocketOwner owner, bool readsAtOnce)
    {
        if (Interlocked.CompareExchange(ref _owner, owner, null) is not null)
            throw new InvalidOperationException("This socket belongs to another connection already.");
        _readsAtOnce = readsAtOnce;
        _watchdog.Start(TimeOut);
        Telemetry.OnSocketOpened();
        _ = RunAsync();
    }

    /// <summary>Number of messages that wait to be sent.</summary>
    internal int WaitingCount => _writer.Unsent.Count;

    /// <summary>Queues a message.</summary>
    /// <returns>False when the socket takes no more, as it ends.</returns>
    internal bool TrySend(Outgoing message) => _writer.TrySend(message);

    /// <summary>Begins to close in good order.</summary>
    internal void BeginClose() => BeginEnd(RealtimeEnd.ClosedByClient);

    /// <summary>Cuts the socket off.</summary>
    internal void GiveUp(RealtimeEnd end, Exception? cause = null)
    {
        BeginEnd(end, cause);
        Abort();
    }

    /// <summary>Describes the end, as far as it is known.</summary>
    internal RealtimeClose DescribeEnd() => _end.Describe(_owner?.LastError);

    /// <summary>Tells the sender of the message that the network did not take how the connection ended.</summary>
    internal void Fail(Outgoing broken, RealtimeClose close) =>
        broken.Fail(close.End == RealtimeEnd.SendTimeout && broken.IsOnItsWay ? _end.TimeoutOf(close.End) : new RealtimeClosedException(close));

    /// <summary>Takes over the messages that an earlier socket read ahead, which count for this one then. For before the start.</summary>
    internal void TakeOver(RealtimeSocket before) => _ahead.TakeOver(before._ahead);

    /// <summary>Counts a message that could not be read; too many end the connection. For the owner, while it takes the message.</summary>
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
        if (_owner is null)
        {
            _socket.Dispose();
            Telemetry.Stop();
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
        var loops = Task.WhenAll(Task.Run(ReadLoopAsync), Task.Run(() => _writer.RunAsync(_owner!)));
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
        var close = _end.Describe(_owner!.LastError);
        _close = close;
        Telemetry.OnSocketClosed();
        try
        {
            _owner.Closed(close, _writer.TakeSending(), _writer.Unsent);
        }
        catch (Exception e)
        {
            _owner.HookFailed(Call.Secrets.Clean(e));
        }

        _closed.TrySetResult(close);
    }

    private async Task ReadLoopAsync()
    {
        using var buffer = new PooledBuffer(PooledBytes.SizeOf(_options.MaxMessageBytes));
        try
        {
            if (!_readsAtOnce)
                await _ahead.WaitForRoomAsync().ConfigureAwait(false);
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
        Telemetry.OnReceived(type, message.Length);
        _hooks.Show(RealtimeDirection.Received, type, message, _owner!);

        // A hook may have blocked until long after the end.
        return _close is not null ? default : _ahead.AddAsync(_owner!.TakeAsync(type, message, _closing.Token), message.Length);
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

    /// <summary>Begins to end the connection, unless it ends already: nothing more is taken for sending, and the loops come to their ends.</summary>
    private void BeginEnd(RealtimeEnd end, Exception? cause = null, int? code = null)
    {
        if (!_end.TryBegin(end, cause, code))
            return;

        // Before the loops wake up, which may tell the end.
        if (_end.CodeToSend is not null)
            _owner?.Closing();
        _writer.Complete();
        if (end == RealtimeEnd.ClosedByClient)
            _closing.Cancel();
        if (_end.CodeToSend is not null)
            _ending.TrySetResult();
    }

    private void TimeOut(RealtimeEnd limit) => GiveUp(limit, _end.TimeoutOf(limit));

    private void Abort()
    {
        BeginEnd(RealtimeEnd.ConnectionLost);
        _socket.Abort();

        // Not before, as the read loop that goes on would take what there is no room for.
        _ending.TrySetResult();
        _cutOff.TrySetResult();
    }
}
