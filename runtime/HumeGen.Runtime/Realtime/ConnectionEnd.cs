using System.Globalization;
using System.Net.WebSockets;

namespace HumeGen;

/// <summary>The end of one connection: why it ends, with which close code, what failed, and how long closing may take. The first reason counts.</summary>
internal sealed class ConnectionEnd : IDisposable
{
    /// <summary>The close code of a connection on which neither side sent one.</summary>
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
    private int _sentCode = NoCode;

    // Guarded by _lock.
    private Exception? _cause;

    // Guarded by _lock.
    private ITimer? _closeTimer;

    // No lock: the write loop alone uses it, and RealtimeSocket once that loop has ended.
    private Outgoing? _unsent;

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

    /// <summary>Whether a message could not be sent. For the write loop.</summary>
    public bool SendFailed => _unsent is not null;

    /// <summary>The message that could not be sent; null when there is none. For when the write loop has ended.</summary>
    public Outgoing? Unsent => _unsent;

    /// <summary>Notes why the connection ends, and gives it a limited time to close in good order.</summary>
    /// <returns>False when that is known already.</returns>
    public bool TryBegin(RealtimeEnd kind, Exception? cause)
    {
        lock (_lock)
        {
            if (_kind != Undecided)
                return false;
            _kind = (int)kind;
            _cause ??= cause;
            _sentCode = kind switch
            {
                RealtimeEnd.ClosedByClient => (int)WebSocketCloseStatus.NormalClosure,
                RealtimeEnd.MessageTooBig => (int)WebSocketCloseStatus.MessageTooBig,
                _ => _sentCode,
            };
            StartCloseTimer();
            return true;
        }
    }

    /// <summary>Notes which close code the server got, where it is not the usual one.</summary>
    public void SetSentCode(int code)
    {
        lock (_lock)
            _sentCode = code;
    }

    /// <summary>Notes that a message could not be sent. The read loop has a limited time to find out why.</summary>
    public void FailSend(Outgoing unsent, Exception cause)
    {
        _unsent = unsent;
        lock (_lock)
        {
            _cause ??= cause;
            StartCloseTimer();
        }
    }

    /// <summary>Tells the sender of the message that could not be sent how the connection ended.</summary>
    public void CompleteUnsent(RealtimeClose close) =>
        _unsent?.Fail(close.End == RealtimeEnd.SendTimeout ? TimeoutOf(close.End) : new RealtimeClosedException(close));

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
            var code = (int?)_socket.CloseStatus ?? _sentCode;
            return new RealtimeClose
            {
                End = kind,
                Code = code,
                CloseCode = _call.Api.FindCloseCode?.Invoke(code.ToString(CultureInfo.InvariantCulture)),
                Reason = _call.Secrets.Clean(_socket.CloseStatusDescription ?? ""),
                LastError = lastError,
                Exception = _cause is null || kind is RealtimeEnd.ClosedByClient or RealtimeEnd.ClosedByServer ? null : _call.Secrets.Clean(_cause),
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

    // The caller holds _lock.
    private void StartCloseTimer() =>
        _closeTimer ??= _time.CreateTimer(static abort => ((Action)abort!)(), _abort, _options.CloseTimeout, Timeout.InfiniteTimeSpan);
}
