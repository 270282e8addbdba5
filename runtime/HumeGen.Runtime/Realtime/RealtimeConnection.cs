using System.Collections.ObjectModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using HumeGen.Json;

namespace HumeGen;

/// <summary>A WebSocket connection over a real socket. Those of the channels of a generated client derive from it.</summary>
/// <typeparam name="TSend">The type of messages that may be sent.</typeparam>
/// <typeparam name="TReceive">The type of messages that arrive. A message that cannot be read arrives as well, as the member of this type that stands for the unknown.</typeparam>
public abstract class RealtimeConnection<TSend, TReceive> : IRealtimeConnection<TSend, TReceive>, ISessionOwner<TSend>
    where TSend : IJsonWritable
{
    private readonly RealtimeSession<TSend, TReceive> _session;
    private readonly JsonReader<TReceive>? _read;
    private readonly Func<ReadOnlyMemory<byte>, Exception, TReceive> _broken;
    private readonly Func<ReadOnlyMemory<byte>, TReceive>? _binary;
    private readonly Func<string, TReceive>? _text;
    private readonly Channel<TReceive> _received;
    private readonly EventQueue _events = new();

    // No lock: the read loop alone writes it, and has ended when Closed reads it. It ends when all that was received has been queued, or dropped.
    private Task _queued = Task.CompletedTask;

    // No lock: 1 while a loop reads, set and cleared atomically.
    private int _reading;

    /// <summary>Takes over a socket and begins to read from it at once.</summary>
    /// <param name="socket">The open socket.</param>
    /// <param name="read">Reads a message of JSON; null when the channel has none, so that every text is an item of <paramref name="text"/>.</param>
    /// <param name="broken">Makes an item of what cannot be read: the message's bytes, and why.</param>
    /// <param name="binary">Makes an item of a binary message; null when the channel has none, so that one is an item of <paramref name="broken"/>.</param>
    /// <param name="text">
    /// Makes an item of a text that is no JSON, or of a plain value in JSON that no message is; null when the channel has no such messages, so that one is an
    /// item of <paramref name="broken"/>, or of the unknown.
    /// </param>
    /// <param name="rules">Rules of the conversation; null when the specification tells none.</param>
    protected RealtimeConnection(
        RealtimeSocket socket,
        JsonReader<TReceive>? read,
        Func<ReadOnlyMemory<byte>, Exception, TReceive> broken,
        Func<ReadOnlyMemory<byte>, TReceive>? binary = null,
        Func<string, TReceive>? text = null,
        RealtimeSessionRules<TSend, TReceive>? rules = null)
    {
        ArgumentNullException.ThrowIfNull(socket);
        if (text is null)
            ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(broken);
        _read = read;
        _broken = broken;
        _binary = binary;
        _text = text;
        _received = Channel.CreateBounded<TReceive>(new BoundedChannelOptions(socket.Options.ReceiveQueueSize));

        // An end that nobody reads is told by Closed all the same, and must not haunt the program as an unobserved exception.
        _received.Reader.Completion.ContinueWith(
            static end => _ = end.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        _session = new RealtimeSession<TSend, TReceive>(socket, rules, this);
        _session.Telemetry.Watch(() => _received.Reader.Count, () => _session.WaitingCount);
        _session.Start();
    }

    /// <inheritdoc/>
    public event EventHandler<RealtimeState>? StateChanged;

    /// <inheritdoc/>
    public event EventHandler<Exception>? ProtocolError;

    /// <inheritdoc/>
    public event EventHandler<RealtimeReconnecting<TSend>>? Reconnecting;

    /// <inheritdoc/>
    public event EventHandler<RealtimeReconnected>? Reconnected;

    /// <inheritdoc/>
    public event EventHandler<Exception>? HandlerFailed;

    /// <inheritdoc/>
    public long ConnectionId => _session.Id;

    /// <inheritdoc/>
    public RealtimeState State => _session.State;

    /// <inheritdoc/>
    public Task<RealtimeClose> Closed => _session.Closed;

    /// <inheritdoc/>
    public RealtimeAccount Account => _session.Account;

    /// <inheritdoc/>
    public ChannelReader<TReceive> Reader => _received.Reader;

    /// <summary>Whether the queue of received messages is full and the server kept waiting.</summary>
    internal bool IsHeldUp => _session.IsHeldUp;

    /// <summary>Token that is cancelled when the present socket ends, whether the conversation continues on another one or not.</summary>
    protected CancellationToken SocketEnded => _session.SocketEnded;

    /// <summary>The clock of the client, for limits of time.</summary>
    protected TimeProvider Time => _session.Time;

    /// <inheritdoc/>
    public ValueTask SendAsync(TSend message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _session.SendAsync(message, cancellationToken);
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<TReceive> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _reading, 1) != 0)
            throw new InvalidOperationException("Another loop is reading this connection's messages. Read them in one place and hand them on from there.");

        try
        {
            // Asking before each message, not only when there is none, lets a token end the loop while messages pour in.
            while (await _received.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (_received.Reader.TryRead(out var message))
                    yield return message;
            }
        }
        finally
        {
            Volatile.Write(ref _reading, 0);
        }
    }

    /// <inheritdoc/>
    public ValueTask CloseAsync(CancellationToken cancellationToken = default) => _session.CloseAsync(cancellationToken);

    /// <summary>Closes the connection as <see cref="CloseAsync"/> does, but in 5 seconds at most. It never throws and may be called again.</summary>
    /// <returns>A task that ends when the connection is over.</returns>
    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    ValueTask ISessionOwner<TSend>.TakeAsync(SocketLink link, WebSocketMessageType type, ReadOnlyMemory<byte> message, CancellationToken stop)
    {
        var item = Read(link, type, message);
        _session.OnReceived(link, item, item as IRealtimeError ?? UnknownError.In(item, _session.Call));
        if (TryTakeSafely(item) || _received.Writer.TryWrite(item))
            return default;
        _queued = WaitForRoomAsync(item, stop);
        return new ValueTask(_queued);
    }

    void ISessionOwner<TSend>.HookFailed(Exception exception) => ReportFailure(exception);

    void ISessionOwner<TSend>.StateChanged(RealtimeState state) => Tell(state);

    void ISessionOwner<TSend>.Reconnecting(RealtimeReconnecting<TSend> news) => Raise(Reconnecting, news, droppable: false);

    void ISessionOwner<TSend>.Reconnected(RealtimeReconnected news) => Raise(Reconnected, news, droppable: false);

    void ISessionOwner<TSend>.Closed(RealtimeClose close)
    {
        _ = CompleteAsync(close);
        Tell(RealtimeState.Closed);
    }

    /// <summary>
    /// Sees each message before it is queued, on the task that reads: it must be quick and must not wait. For parts of a derived class that answer messages or
    /// match them with requests. It may be called before the constructor of the derived class has run; fields with initial values are there.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <returns>True to hide the message from readers of the connection.</returns>
    protected virtual bool TryTake(TReceive message) => false;

    /// <summary>Raises <see cref="HandlerFailed"/>, for parts of a derived class that run functions of the program.</summary>
    /// <param name="exception">The failure.</param>
    protected void ReportFailure(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        _session.Telemetry.OnHandlerFailed(exception);
        Raise(HandlerFailed, _session.Call.Secrets.Clean(exception), droppable: true);
    }

    /// <summary>Begins a span below that of the connection, for parts of a derived class that run functions of the program.</summary>
    /// <param name="name">The name: of few kinds, and without values of messages.</param>
    /// <returns>The span, to be disposed; null when nobody traces.</returns>
    protected Activity? StartActivity(string name) => _session.Telemetry.StartBelow(name, ActivityKind.Internal);

    /// <summary>Makes the API's exception of a message that is an error, for reading that has no place for error messages.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The exception, with code and remedy; null when the message is no error.</returns>
    protected ApiErrorException? ErrorOf(TReceive message)
    {
        var call = _session.Call;
        ReadOnlyMemory<byte> body;
        if (message is IRealtimeError and IJsonWritable error)
            body = ApiJson.Write(error);
        else if (UnknownError.In(message, call) is not null)
            body = ApiJson.Write((IJsonWritable)message!);
        else
            return null;
        var (method, path) = (call.Request.Method, call.Request.PathTemplate);
        return call.ErrorOf(new ApiResponse(method, path, HttpStatusCode.SwitchingProtocols, ReadOnlyDictionary<string, string>.Empty) { Body = body });
    }

    private TReceive Read(SocketLink link, WebSocketMessageType type, ReadOnlyMemory<byte> message)
    {
        try
        {
            if (type == WebSocketMessageType.Text)
                return _text is null ? ApiJson.Read(message.Span, _read!) : ReadText(message.Span, _text);
            return _binary is not null
                ? _binary(message.ToArray())
                : throw new ApiClientException($"The server sent {message.Length} bytes of binary data where JSON text was to be expected.");
        }
        catch (Exception broken)
        {
            if (type == WebSocketMessageType.Text && broken is JsonException reason && TryReadLeniently(message.Span, ref reason, out var lenient))
                return lenient;
            var e = _session.Call.Secrets.Clean(broken);
            _session.Telemetry.OnUnreadable(broken, message.Length);
            Raise(ProtocolError, e, droppable: true);
            link.Socket.CountMalformed();
            return _broken(message.ToArray(), e);
        }
    }

    private bool TryReadLeniently(ReadOnlySpan<byte> message, ref JsonException broken, [MaybeNullWhen(false)] out TReceive item)
    {
        if (!_session.Call.TryReadLeniently(message, _read!, ref broken, out item, out var missing))
            return false;

        try
        {
            _session.Call.OnMissing!(missing);
        }
        catch (Exception e)
        {
            Raise(HandlerFailed, _session.Call.Secrets.Clean(e), droppable: true);
        }

        return true;
    }

    // Text and JSON come in frames of one kind. A single word such as true or 42 is JSON as well, but no more than text where no message is such a value.
    private TReceive ReadText(ReadOnlySpan<byte> message, Func<string, TReceive> text)
    {
        if (_read is not null && ApiJson.IsJson(message))
        {
            var item = ApiJson.Read(message, _read);
            if (item is not IUnknownJson { Json.ValueKind: not (JsonValueKind.Object or JsonValueKind.Array) })
                return item;
        }

        return text(Encoding.UTF8.GetString(message));
    }

    private bool TryTakeSafely(TReceive item)
    {
        try
        {
            return TryTake(item);
        }
        catch (Exception e)
        {
            ReportFailure(e);
            return false;
        }
    }

    // The channel serves those who wait for room in their order.
    private async Task WaitForRoomAsync(TReceive item, CancellationToken stop)
    {
        try
        {
            await _received.Writer.WriteAsync(item, stop).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ChannelClosedException)
        {
            // The program closed the connection while the queue was full: nobody is going to read it.
        }
    }

    // What came before the end is read before it, unless the program ends it: then nobody waits for what found no room.
    private async Task CompleteAsync(RealtimeClose close)
    {
        if (close.End != RealtimeEnd.ClosedByClient)
            await _queued.ConfigureAwait(false);
        _received.Writer.TryComplete(close.IsNormal ? null : new RealtimeClosedException(close));
    }

    private void Tell(RealtimeState state) => Raise(StateChanged, state, droppable: false);

    private void Raise<T>(EventHandler<T>? handlers, T argument, bool droppable)
    {
        if (handlers is not null)
            _events.Post(() => Call(handlers, argument, e => Call(HandlerFailed, _session.Call.Secrets.Clean(e), static _ => { })), droppable);
    }

    private void Call<T>(EventHandler<T>? handlers, T argument, Action<Exception> failed)
    {
        foreach (var handler in handlers?.GetInvocationList() ?? [])
        {
            try
            {
                ((EventHandler<T>)handler)(this, argument);
            }
            catch (Exception e)
            {
                failed(e);
            }
        }
    }
}
