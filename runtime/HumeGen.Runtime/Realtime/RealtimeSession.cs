using System.Diagnostics.CodeAnalysis;
using System.Net.WebSockets;
using System.Threading.Channels;
using HumeGen.Json;

namespace HumeGen;

/// <summary>
/// The life of a connection over any number of sockets. It holds the present socket; when that ends, it decides whether another one takes its place, opens it,
/// waits until the server has begun the conversation, and lets <see cref="SessionSends{TSend, TReceive}"/> repeat the settings and send what waited. Without
/// <see cref="ReconnectOptions"/> the end of the one socket is the end. There is exactly one end.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "Its source of tokens has no timer, and is needed as long as an attempt may run.")]
internal sealed partial class RealtimeSession<TSend, TReceive> : ISocketOwner
    where TSend : IJsonWritable
{
    private readonly ISessionOwner<TSend> _owner;
    private readonly RealtimeSessionRules<TSend, TReceive>? _rules;
    private readonly RealtimeOptions _options;
    private readonly ReconnectOptions? _reconnect;
    private readonly TimeProvider _time;

    // Of the first socket, whose request resumes nothing.
    private readonly Func<IReadOnlyDictionary<string, string>, CancellationToken, Task<RealtimeSocket>> _open;
    private readonly SessionSends<TSend, TReceive> _sends;
    private readonly TaskCompletionSource<RealtimeClose> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Cancelled when the program closes the connection, which ends waits and attempts.
    private readonly CancellationTokenSource _stop = new();
    private readonly object _lock = new();

    // Written under _lock; read without it, hence volatile.
    private volatile SocketLink _link;

    // Written under _lock; read without it, hence volatile.
    private volatile bool _closing;

    // Guarded by _lock.
    private bool _ended;

    // The newest value to resume by. No lock: the read loop of the present socket writes it.
    private volatile string? _resumeValue;

    public RealtimeSession(RealtimeSocket socket, RealtimeSessionRules<TSend, TReceive>? rules, ISessionOwner<TSend> owner)
    {
        _owner = owner;
        _rules = rules;
        _options = socket.Options;
        _time = socket.Time;
        _open = socket.OpenAnother;
        var reconnect = _options.Reconnect ?? (rules?.ResumeParameter is null ? null : ReconnectOptions.Default);
        _reconnect = reconnect is { MaxAttempts: > 0 } ? reconnect : null;
        _sends = new SessionSends<TSend, TReceive>(_options, _reconnect, rules);
        _link = new SocketLink(socket) { IsUp = true, UpSince = _time.GetTimestamp() };
        _sends.OnSocketUp(socket);
    }

    public ConnectionTelemetry Telemetry => _link.Socket.Telemetry;

    /// <summary>Number of messages that wait to be sent, for a socket or for their turn on it.</summary>
    public int WaitingCount => _sends.WaitingCount;

    public Task<RealtimeClose> Closed => _closed.Task;

    public RealtimeAccount Account => _sends.Account;

    /// <summary>The opening request of the present socket, or of the last one.</summary>
    public CallContext Call => _link.Socket.Call;

    public TimeProvider Time => _time;

    public long Id => _link.Socket.Id;

    public bool IsHeldUp => _link.Socket.IsHeldUp;

    /// <summary>Token that is cancelled when the present socket ends.</summary>
    public CancellationToken SocketEnded => _link.Ended;

    public IRealtimeError? LastError => _link.LastError;

    public RealtimeState State
    {
        get
        {
            lock (_lock)
            {
                if (_ended)
                    return RealtimeState.Closed;
                if (_reconnect is null)
                    return _link.Socket.State;
                return _closing ? RealtimeState.Closing : _link is { IsUp: true, Close: null } ? RealtimeState.Open : RealtimeState.Reconnecting;
            }
        }
    }

    /// <summary>Begins to read from the socket.</summary>
    public void Start() => Start(_link);

    public ValueTask SendAsync(TSend message, CancellationToken cancellationToken) => _sends.SendAsync(message, cancellationToken);

    public async ValueTask CloseAsync(CancellationToken cancellationToken)
    {
        Stop();
        await _closed.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        var start = _time.GetTimestamp();
        Stop();
        await _link.Socket.DisposeAsync().ConfigureAwait(false);
        try
        {
            var left = RealtimeSocket.LongestDisposal - _time.GetElapsedTime(start);
            await _closed.Task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Something holds up the end of the socket, which is cut off by now.
        }
    }

    /// <summary>A message was read. Runs on the task that reads, before anybody else sees the message.</summary>
    public void OnReceived(SocketLink link, TReceive item, IRealtimeError? error)
    {
        if (error is not null)
            link.LastError = error;
        if (_rules is null)
            return;

        try
        {
            if (_rules.IsMedia?.Invoke(item) == true)
                Telemetry.OnMedia();
            var (call, value) = (_rules.FindCallId?.Invoke(item), _rules.FindResumeValue?.Invoke(item));
            if (call is not null || value is not null)
                Note(link, call, value);
        }
        catch (Exception e)
        {
            _owner.HookFailed(e);
        }
    }

    private void Note(SocketLink link, string? call, string? value)
    {
        lock (_lock)
        {
            // Code of the program may have held it up until another socket had taken the place of its own.
            if (link.Close is not null)
                return;
            if (call is not null)
                _sends.OnCall(call);
            if (value is null)
                return;
            _resumeValue = value;
        }

        if (!link.IsReady)
            link.OnReady();
    }

    ValueTask ISocketOwner.TakeAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message, CancellationToken stop) =>
        _owner.TakeAsync(_link, type, message, stop);

    void ISocketOwner.HookFailed(Exception exception) => _owner.HookFailed(exception);

    void ISocketOwner.Sent(Outgoing message)
    {
        try
        {
            _sends.OnSent(_link.Socket, message);
        }
        catch (Exception e)
        {
            // A rule threw; the message is counted.
            _owner.HookFailed(e);
        }
    }

    void ISocketOwner.Unwritable(Outgoing message, Exception error)
    {
        // Nobody waits for a setting that is repeated, and the account has it already.
        if (message.IsRepeat)
            _owner.HookFailed(error);
        else
            _sends.OnUnwritable();
    }

    void ISocketOwner.Closing()
    {
        // Where another socket may follow, only the program's own close is the beginning of the end. The end may be told already.
        lock (_lock)
        {
            if (!_ended && (_reconnect is null || _closing))
                _owner.StateChanged(RealtimeState.Closing);
        }
    }

    void ISocketOwner.Closed(RealtimeClose close, Outgoing? broken, ChannelReader<Outgoing> unsent)
    {
        var link = _link;
        close = _rules?.WithReason(close) ?? close;
        bool wasUp;
        lock (_lock)
        {
            link.Close = close;
            wasUp = link.IsUp;
        }

        link.OnEnded();

        // Else who waits for it to be up goes on, and nothing went over it.
        if (wasUp)
            ReconnectOrEnd(link, close, broken, unsent);
    }

    private void Start(SocketLink link)
    {
        if (_rules?.FindResumeValue is null)
            link.OnReady();
        else
            link.LimitReady(_options.ReadyTimeout);
        link.Socket.Start(this, readsAtOnce: !link.IsReady);
    }

    /// <summary>Begins the end that the program asks for: in good order while a socket is up, else at once.</summary>
    private void Stop()
    {
        SocketLink link;
        bool isUp;
        lock (_lock)
        {
            if (_closing || _ended)
                return;
            _closing = true;
            (link, isUp) = (_link, _link.IsUp);
        }

        if (isUp)
            link.Socket.BeginClose();
        var close = isUp && link.Close is null ? link.Socket.DescribeEnd() : OwnClose();
        _sends.Refuse(close);
        _stop.Cancel();
        if (isUp)
            return;
        End(close);
        link.Socket.GiveUp(RealtimeEnd.ClosedByClient);
    }

    private void End(RealtimeClose close)
    {
        lock (_lock)
        {
            if (_ended)
                return;
            _ended = true;
        }

        _sends.Close(close);
        Telemetry.End(close);
        _owner.Closed(close);
        _closed.TrySetResult(close);
    }

    private RealtimeClose OwnClose() =>
        new() { End = RealtimeEnd.ClosedByClient, Code = ConnectionEnd.NoCode, Path = Call.Request.PathTemplate, Secrets = Call.Secrets };
}
