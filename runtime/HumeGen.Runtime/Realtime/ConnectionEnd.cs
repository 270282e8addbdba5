using System.Globalization;
using System.Net.WebSockets;

namespace HumeGen;

/// <summary>The end of one connection: why it ends, with which close code, what failed, and how long closing may take. The first reason counts.</summary>
internal sealed class ConnectionEnd : IDisposable
{
    // The close code of a connection on which neither side sent one.
    public const int NoCode = 1006;
    private const int Undecided = -1;

    private readonly WebSocket _socket;
    private readonly RealtimeOptions _options;
    private readonly TimeProvider _time;
    private readonly CallContext _call;
    private readonly Action _abort;
    private readonly object _lock = new();

    // Written once, under _lock; read without it, hence volatile.
    private volatile int _kind = Undecided;

    // Guarded by _lock.
    private int _code = NoCode;

    // Guarded by _lock.
    private Exception? _cause;

    // Guarded by _lock.
    private Exception? _sendFailure;

    // Guarded by _lock.
    private ITimer? _closeTimer;

    /// <summary>Describes a connection that has not begun to end.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="options">The limits of time.</param>
    /// <param name="time">The clock.</param>
    /// <param name="call">The opening request, for messages.</param>
    /// <param name="abort">Called when closing takes longer than <see cref="RealtimeOptions.CloseTimeout"/>.</param>
    public ConnectionEnd(WebSocket socket, RealtimeOptions options, TimeProvider time, CallContext call, Action abort)
    {
        _socket = socket;
        _options = options;
        _time = time;
        _call = call;
        _abort = abort;
    }

    /// <summary>Reason for the end of the connection; null before the end.</summary>
    public RealtimeEnd? Kind => _kind == Undecided ? null : (RealtimeEnd)_kind;

    /// <summary>The code to close with; null when the end is none that is told to the server, or the server is told already.</summary>
    public WebSocketCloseStatus? CodeToSend => Kind switch
    {
        RealtimeEnd.ClosedByServer => _socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure,
        { } kind => CodeOf(kind),
        null => null,
    };

    /// <summary>Notes why the connection ends, and gives it a limited time to close in good order. Nothing that happens later changes it.</summary>
    /// <param name="kind">The reason.</param>
    /// <param name="cause">The error behind it; null when there is none.</param>
    /// <param name="code">The close code that the server was told already; null when it was not.</param>
    /// <returns>False when that is known already.</returns>
    public bool TryBegin(RealtimeEnd kind, Exception? cause, int? code)
    {
        lock (_lock)
        {
            if (_kind != Undecided)
                return false;
            _kind = (int)kind;
            _cause = cause;
            _code = code ?? (int?)CodeOf(kind) ?? NoCode;
            StartCloseTimer();
            return true;
        }
    }

    /// <summary>Notes that a message could not be sent. The read loop has a limited time to find out why.</summary>
    public void FailSend(Exception cause)
    {
        lock (_lock)
        {
            _sendFailure ??= cause;
            StartCloseTimer();
        }
    }

    /// <summary>Shortens the time that closing may still take.</summary>
    public void LimitCloseTime(TimeSpan limit)
    {
        lock (_lock)
        {
            if (_options.CloseTimeout > limit)
                _closeTimer?.Change(limit, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The error of a limit of time that ran out.</summary>
    public ApiTimeoutException TimeoutOf(RealtimeEnd limit) => limit switch
    {
        RealtimeEnd.SendTimeout => new ApiTimeoutException(
            $"A message to {_call.Request.PathTemplate} was not sent within {MessageText.Of(_options.SendTimeout)} (RealtimeOptions.SendTimeout): "
            + "the network or the server takes no more.",
            ApiTimeoutKind.Send,
            _options.SendTimeout),
        RealtimeEnd.IdleTimeout => new ApiTimeoutException(
            $"The server sent no message for {MessageText.Of(_options.IdleTimeout)} (RealtimeOptions.IdleTimeout).",
            ApiTimeoutKind.Idle,
            _options.IdleTimeout),
        _ => new ApiTimeoutException(
            $"The server gave no sign of life within {MessageText.Of(_options.KeepAliveTimeout)} (RealtimeOptions.KeepAliveTimeout).",
            ApiTimeoutKind.KeepAlive,
            _options.KeepAliveTimeout),
    };

    /// <summary>Describes how the connection ended, as callers may see it.</summary>
    public RealtimeClose Describe(IRealtimeError? lastError)
    {
        lock (_lock)
        {
            var kind = Kind ?? RealtimeEnd.ConnectionLost;

            // A server that is told of an end answers with a close of its own, which is not the reason.
            var isServers = kind == RealtimeEnd.ClosedByServer;
            var code = isServers ? (int?)_socket.CloseStatus ?? NoCode : _code;
            var cause = _cause ?? _sendFailure;
            return new RealtimeClose
            {
                End = kind,
                Code = code,
                CloseCode = _call.Api.FindCloseCode?.Invoke(code.ToString(CultureInfo.InvariantCulture)),
                Reason = isServers ? _call.Secrets.Clean(_socket.CloseStatusDescription ?? "") : "",
                LastError = UnknownError.Clean(lastError, _call.Secrets),
                Exception = cause is null || isServers || kind == RealtimeEnd.ClosedByClient ? null : _call.Secrets.Clean(cause),
                Path = _call.Request.PathTemplate,
                Secrets = _call.Secrets,
            };
        }
    }

    public void Dispose()
    {
        lock (_lock)
            _closeTimer?.Dispose();
    }

    private static WebSocketCloseStatus? CodeOf(RealtimeEnd kind) => kind switch
    {
        RealtimeEnd.ClosedByClient => WebSocketCloseStatus.NormalClosure,
        RealtimeEnd.MessageTooBig => WebSocketCloseStatus.MessageTooBig,
        RealtimeEnd.TooManyMalformed => WebSocketCloseStatus.InvalidPayloadData,
        _ => null,
    };

    // The caller holds _lock.
    private void StartCloseTimer() =>
        _closeTimer ??= _time.CreateTimer(static abort => ((Action)abort!)(), _abort, _options.CloseTimeout, Timeout.InfiniteTimeSpan);
}
