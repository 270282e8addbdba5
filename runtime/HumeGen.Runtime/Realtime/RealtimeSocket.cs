using System.Buffers;
using System.Net.WebSockets;
using System.Text;
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

    private readonly WebSocket _socket;
    private readonly RealtimeOptions _options;
    private readonly Watchdog _watchdog;
    private readonly TimeProvider _time;
    private readonly MessageHooks _hooks;
    private readonly ConnectionEnd _end;
    private readonly Channel<Outgoing> _outgoing;
    private readonly TaskCompletionSource<RealtimeClose> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _stop = new();

    // No lock: set once, atomically, before the loops start.
    private IMessageSink? _sink;

    // No lock: goes from false to true once, and any thread may read it, hence volatile.
    private volatile bool _completed;

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
    }

    /// <summary>The call that opened the socket.</summary>
    internal CallContext Call { get; }

    internal long Id => _hooks.ConnectionId;

    internal RealtimeOptions Options => _options;

    internal RealtimeState State => _completed ? RealtimeState.Closed : _end.Kind is null ? RealtimeState.Open : RealtimeState.Closing;

    internal TimeProvider Time => _time;

    internal SendCount Sends => _watchdog.Sends;

    /// <summary>Opens another socket as this one was opened, in one attempt: the query parameters come on top.</summary>
    internal Func<IReadOnlyDictionary<string, string>, CancellationToken, Task<RealtimeSocket>> OpenAnother { get; }

    /// <summary>Numbers from 0 up to 1 that spread the waits between attempts.</summary>
    internal Func<double> Random { get; }

    internal bool IsHeldUp => _watchdog.IsPaused;

    private bool MayStillSend => !_end.SendFailed && _end.Kind is null or RealtimeEnd.ClosedByClient;

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
    internal void FailUnsent(RealtimeClose close) => _end.CompleteUnsent(close);

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
            _socket.Abort();
        }
    }

    private async Task RunAsync()
    {
        // Neither loop may run on the caller's thread, not even its first steps.
        await Task.WhenAll(Task.Run(ReadLoopAsync), Task.Run(WriteLoopAsync)).ConfigureAwait(false);
        _watchdog.Dispose();
        _end.Dispose();
        _socket.Dispose();

        var close = _end.Describe(_sink!.LastError);
        _completed = true;
        _sink.Closed(close, _end.Unsent, _outgoing.Reader);
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
                    _watchdog.OnBytesReceived();
                    BeginEnd(RealtimeEnd.ClosedByServer);
                    return;
                }

                // After this the rest is read and thrown away, for the server to see the close code and not a reset.
                if (_end.Kind == RealtimeEnd.MessageTooBig)
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
            _end.SetSentCode(unnamed && _socket.State != WebSocketState.Closed ? 1007 : 1002);
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
        using var json = new Utf8JsonWriter(buffer, ApiJson.WriterOptions);
        while (MayStillSend && await _outgoing.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (MayStillSend && _outgoing.Reader.TryRead(out var next))
            {
                if (next.TryStart())
                    await WriteAsync(next, buffer, json).ConfigureAwait(false);
            }
        }

        if (!_end.SendFailed)
            await SendCloseFrameAsync().ConfigureAwait(false);
    }

    private async ValueTask WriteAsync(Outgoing next, PooledBuffer buffer, Utf8JsonWriter json)
    {
        ReadOnlyMemory<byte> frame;
        try
        {
            frame = Write(next.Message, buffer, json);
        }
        catch (Exception e)
        {
            // The message is at fault, not the connection.
            next.Fail(e);
            _sink!.Unwritable();
            return;
        }

        var type = next.Message is IBinaryMessage ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
        _hooks.Show(RealtimeDirection.Sent, type, frame, _sink!);
        try
        {
            _watchdog.OnSendStarted();
            await _socket.SendAsync(frame, type, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
            _sink!.Sent(next);
            next.TrySetResult();
        }
        catch (Exception e)
        {
            // The reader will find out why, maybe a close frame that is still to be read. If it finds nothing, the timer ends it.
            _end.FailSend(next, e);
            _outgoing.Writer.TryComplete();
        }
        finally
        {
            _watchdog.OnSendCompleted();
        }
    }

    private static ReadOnlyMemory<byte> Write(IJsonWritable message, PooledBuffer buffer, Utf8JsonWriter json)
    {
        buffer.Clear();
        json.Reset();
        switch (message)
        {
            case IBinaryMessage binary:
                return binary.Data;
            case ITextMessage text:
                buffer.Write(Encoding.UTF8.GetBytes(text.Text));
                break;
            default:
                message.WriteJson(json);
                json.Flush();
                break;
        }

        return buffer.Written;
    }

    private async Task SendCloseFrameAsync()
    {
        WebSocketCloseStatus? status = _end.Kind switch
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
            _end.SetSentCode(ConnectionEnd.NoCode);
            Abort();
        }
    }

    /// <summary>Begins to end the connection, unless it ends already: nothing more is taken for sending, and the loops come to their ends.</summary>
    private void BeginEnd(RealtimeEnd end, Exception? cause = null)
    {
        if (!_end.TryBegin(end, cause))
            return;

        _outgoing.Writer.TryComplete();
        _stop.Cancel();
        if (end is RealtimeEnd.ClosedByClient or RealtimeEnd.ClosedByServer or RealtimeEnd.MessageTooBig)
            _sink?.Closing();
    }

    private void TimeOut(RealtimeEnd limit) => GiveUp(limit, _end.TimeoutOf(limit));

    private void Abort()
    {
        BeginEnd(RealtimeEnd.ConnectionLost);
        _socket.Abort();
    }
}
