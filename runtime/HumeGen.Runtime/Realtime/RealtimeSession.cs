using System.Diagnostics.CodeAnalysis;
using System.Net;
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
internal sealed class RealtimeSession<TSend, TReceive> : IMessageSink
    where TSend : IJsonWritable
{
    // Disposal promises to end within 5 seconds.
    private static readonly TimeSpan LongestDisposal = TimeSpan.FromSeconds(5);

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

    // No lock: the task of the present socket's end writes it, and there is one socket at a time.
    private Outage? _outage;

    // No lock: the read loop of the present socket writes it.
    private volatile string? _value;

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
        _sends.Open(socket);
    }

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

    /// <summary>Counts a message that could not be read.</summary>
    public void CountMalformed() => _link.Socket.CountMalformed();

    public async ValueTask DisposeAsync()
    {
        var start = _time.GetTimestamp();
        Stop();
        await _link.Socket.DisposeAsync().ConfigureAwait(false);
        try
        {
            var left = LongestDisposal - _time.GetElapsedTime(start);
            await _closed.Task.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Something holds up the end of the socket, which is cut off by now.
        }
    }

    /// <summary>A message was read. Runs on the task that reads, before anybody else sees the message.</summary>
    public void OnReceived(TReceive item, IRealtimeError? error)
    {
        var link = _link;
        if (error is not null)
            link.LastError = error;
        if (_rules is null)
            return;

        try
        {
            if (_rules.FindCallId?.Invoke(item) is { } call)
                _sends.OnCall(call);
            if (_rules.FindResumeValue?.Invoke(item) is not { } value)
                return;
            _value = value;
            if (!link.IsReady)
                link.OnReady();
        }
        catch (Exception e)
        {
            _owner.HookFailed(e);
        }
    }

    ValueTask IMessageSink.TakeAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message, CancellationToken stop) => _owner.TakeAsync(type, message, stop);

    void IMessageSink.HookFailed(Exception exception) => _owner.HookFailed(exception);

    void IMessageSink.Sent(Outgoing message) => _sends.OnSent(_link.Socket, message);

    void IMessageSink.Unwritable() => _sends.OnUnwritable();

    void IMessageSink.Closing()
    {
        // Where another socket may follow, only the program's own close is the beginning of the end.
        if (_reconnect is null || _closing)
            _owner.StateChanged(RealtimeState.Closing);
    }

    void IMessageSink.Closed(RealtimeClose close, Outgoing? broken, ChannelReader<Outgoing> unsent)
    {
        var link = _link;
        close = NameEnd(close);
        bool wasUp;
        lock (_lock)
        {
            link.Close = close;
            wasUp = link.IsUp;
        }

        link.OnEnded();

        // Else who waits for it to be up goes on, and nothing went over it.
        if (wasUp)
            EndOutage(link, close, broken, unsent);
    }

    private void EndOutage(SocketLink link, RealtimeClose close, Outgoing? broken, ChannelReader<Outgoing> unsent)
    {
        var outage = OutageOf(link, close);
        var wait = outage is not null && MayContinue(close) ? Next(outage, close, null) : null;
        _sends.Drop(broken, unsent);
        if (wait is { } delay)
        {
            // It may have arrived, as may those before it; who sent it learns that by Reconnecting.
            if (broken?.IsOnItsWay == true)
                broken.TrySetResult();
            else
                broken?.Fail(new RealtimeClosedException(close));
            lock (_lock)
                link.IsUp = false;
            _owner.StateChanged(RealtimeState.Reconnecting);
            _ = ReconnectAsync(close, outage!, delay);
            return;
        }

        if (outage is not null)
            close = close with { Attempts = outage.Failures, GaveUp = outage.GaveUp };
        if (broken is not null)
            link.Socket.Fail(broken, close);
        End(close);
    }

    private void Start(SocketLink link)
    {
        if (_rules?.FindResumeValue is null)
            link.OnReady();
        else
            link.LimitReady(_options.ReadyTimeout);
        link.Socket.Start(this);
    }

    /// <summary>Opens another socket, over and over, until one is up or there is no further attempt.</summary>
    private async Task ReconnectAsync(RealtimeClose close, Outage outage, TimeSpan wait)
    {
        Exception? error = null;
        try
        {
            while (true)
            {
                // The wait begins before the news of it, so that nobody hears of a wait that has not begun.
                var waiting = WaitAsync(wait);
                Tell(close, error, outage.Attempt, wait);
                await waiting.ConfigureAwait(false);

                var failure = await TryAsync(outage).ConfigureAwait(false);
                if (failure is null)
                    return;
                error = failure.Error ?? failure.Close!.Exception ?? new RealtimeClosedException(failure.Close);
                outage.Fail(failure.Error?.Message ?? failure.Close!.ToString(), failure.Error);
                var next = failure.Close is { } end && IsFinal(end) ? null
                    : !failure.IsRefusal ? Next(outage, failure.Close ?? close, failure.Error)
                    : outage.TryFresh() ? TimeSpan.Zero
                    : null;
                if (next is not { } delay)
                {
                    var last = failure.Close is { } final && IsFinal(final) ? final : close;
                    End(last with { Attempts = outage.Failures, GaveUp = outage.GaveUp ?? "It was not reconnected", Exception = error });
                    return;
                }

                wait = delay;
            }
        }
        catch (Exception e)
        {
            // Whatever it is, the connection must come to its end.
            End(_closing ? OwnClose() : close with { Attempts = outage.Failures, GaveUp = "It was not reconnected", Exception = e });
        }
    }

    /// <summary>Makes one attempt.</summary>
    /// <returns>The failure; null when a socket is up, or the program has closed the connection.</returns>
    private async Task<Failure?> TryAsync(Outage outage)
    {
        var before = _value;
        var resumed = _rules?.ResumeParameter is null || outage.IsFresh ? null : before;
        RealtimeSocket socket;
        try
        {
            socket = await OpenAsync(resumed).ConfigureAwait(false);
        }
        catch (Exception e) when (!_stop.IsCancellationRequested)
        {
            return new Failure(null, e, resumed is not null && RefusesResume(e));
        }

        var link = new SocketLink(socket);
        socket.TakeOver(_link.Socket);
        lock (_lock)
        {
            if (!_closing)
                _link = link;
        }

        if (_link != link)
        {
            await socket.DisposeAsync().ConfigureAwait(false);
            return null;
        }

        Start(link);
        await link.Settled.ConfigureAwait(false);
        lock (_lock)
        {
            if (_closing)
                return null;
            if (link.Close is { } close)
                return new Failure(close, null, resumed is not null && RefusesResume(close));
            if (resumed is null || resumed == _value || _reconnect!.AllowFreshSession)
            {
                GoUp(link, outage, before, resumed is not null && resumed == _value);
                return null;
            }
        }

        socket.GiveUp(RealtimeEnd.ClosedByClient);
        await link.Over.ConfigureAwait(false);
        return new Failure(null, new ApiClientException("The server began another conversation in place of the one to resume."), true);
    }

    // The caller holds _lock.
    private void GoUp(SocketLink link, Outage outage, string? before, bool resumed)
    {
        (link.IsUp, link.UpSince) = (true, _time.GetTimestamp());
        outage.OnUp();
        _owner.StateChanged(RealtimeState.Open);
        _owner.Reconnected(new RealtimeReconnected { Resumed = resumed, Attempts = outage.Attempt, OldValue = before, NewValue = _value, Lost = _sends.Lost });
        _sends.Open(link.Socket);
    }

    private async Task<RealtimeSocket> OpenAsync(string? resumed)
    {
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        if (resumed is not null)
            query[_rules!.ResumeParameter!] = resumed;
        var opening = _open(query, _stop.Token);
        try
        {
            return await opening.WaitAsync(_stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _ = DisposeLateAsync(opening);
            throw;
        }
    }

    // A provider of tokens may not heed the token.
    private static async Task DisposeLateAsync(Task<RealtimeSocket> opening)
    {
        try
        {
            var socket = await opening.ConfigureAwait(false);
            await socket.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It did not open, and nobody waits for it any more.
        }
    }

    private Task WaitAsync(TimeSpan wait) =>
#if NET
        Task.Delay(wait, _time, _stop.Token);
#else
        _time.Delay(wait, _stop.Token);
#endif

    private void Tell(RealtimeClose close, Exception? error, int attempt, TimeSpan wait)
    {
        var (count, messages) = _sends.Uncertain;
        _owner.Reconnecting(new RealtimeReconnecting<TSend>
        {
            Close = close,
            Error = error,
            Attempt = attempt,
            Delay = wait,
            Uncertain = count,
            UncertainMessages = messages,
            Lost = _sends.Lost,
        });
    }

    /// <summary>Begins the end that the program asks for: in good order while a socket is up, else at once.</summary>
    private void Stop()
    {
        SocketLink link;
        lock (_lock)
        {
            if (_closing || _ended)
                return;
            _closing = true;
            link = _link;
        }

        if (link.IsUp)
            link.Socket.BeginClose();
        var close = link.IsUp && link.Close is null ? link.Socket.DescribeEnd() : OwnClose();
        _sends.Refuse(close);
        _stop.Cancel();
        if (link.IsUp)
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
        _owner.Closed(close);
        _closed.TrySetResult(close);
    }

    private RealtimeClose OwnClose() =>
        new() { End = RealtimeEnd.ClosedByClient, Code = ConnectionEnd.NoCode, Path = Call.Request.PathTemplate, Secrets = Call.Secrets };

    /// <summary>The outage that the end of a socket begins, or goes on where the socket was not up for long; null without reconnecting.</summary>
    private Outage? OutageOf(SocketLink link, RealtimeClose close)
    {
        if (_reconnect is null)
            return null;
        if (_outage is null || _time.GetElapsedTime(link.UpSince) >= _reconnect.StableAfter)
            return _outage = new Outage(_reconnect, _time, link.Socket.Random);
        _outage.Fail($"It opened, and soon ended. {close}", null);
        return _outage;
    }

    private TimeSpan? Next(Outage outage, RealtimeClose close, Exception? error)
    {
        try
        {
            return outage.Next(close, error);
        }
        catch (Exception e)
        {
            _owner.HookFailed(e);
            return null;
        }
    }

    // A channel that resumes needs to know what; without that, another connection is a new conversation.
    private bool MayContinue(RealtimeClose close) =>
        !_closing
        && !IsFinal(close)
        && close.End != RealtimeEnd.ReadyTimeout
        && (_rules?.ResumeParameter is null || _value is not null || _reconnect!.AllowFreshSession);

    private RealtimeClose NameEnd(RealtimeClose close)
    {
        if (_rules is null || close.LastError?.ErrorCode?.Value is not { } code || close.End is not (RealtimeEnd.ClosedByServer or RealtimeEnd.ConnectionLost))
            return close;
        return _rules.InactivityCodes.Contains(code) ? close with { End = RealtimeEnd.Inactivity }
            : _rules.MaxDurationCodes.Contains(code) ? close with { End = RealtimeEnd.MaxDuration }
            : close;
    }

    private static bool IsFinal(RealtimeClose close) => close.End is RealtimeEnd.ClosedByClient or RealtimeEnd.Inactivity or RealtimeEnd.MaxDuration;

    private static bool RefusesResume(Exception error) =>
        error is ApiErrorException { StatusCode: var status }
        && (int)status is >= 400 and < 500
        && !ReconnectOptions.MayPass(error)
        && status is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden);

    // A server that goes away has not refused anything, unless it says an error first.
    private static bool RefusesResume(RealtimeClose close) =>
        !IsFinal(close) && (close.LastError is not null || (close.End == RealtimeEnd.ClosedByServer && !ReconnectOptions.MayPass(close)));

    /// <summary>An attempt that failed: with the end of the socket that it opened, or with the error that kept it from that.</summary>
    private sealed record Failure(RealtimeClose? Close, Exception? Error, bool IsRefusal);
}
