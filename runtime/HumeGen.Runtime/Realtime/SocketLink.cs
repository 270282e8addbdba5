using System.Diagnostics.CodeAnalysis;

namespace HumeGen;

/// <summary>One socket of a session, with what the session knows of it.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Its source of tokens has no timer, and a derived class may ask for its token at any time.")]
internal sealed class SocketLink(RealtimeSocket socket)
{
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // No lock: set before the socket starts.
    private ITimer? _limit;

    // No lock: goes from false to true once, and any thread may read it, hence volatile.
    private volatile bool _isReady;

    public RealtimeSocket Socket => socket;

    /// <summary>Token that is cancelled when the socket ends.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>Ends when the socket is ready, or over before that.</summary>
    public Task Settled => _settled.Task;

    /// <summary>Ends when the socket is over.</summary>
    public Task Over => _over.Task;

    /// <summary>Whether the server has begun the conversation.</summary>
    public bool IsReady => _isReady;

    /// <summary>Whether messages go over it. Guarded by the lock of the session.</summary>
    public bool IsUp { get; set; }

    /// <summary>Time at which it was up, by the counting clock.</summary>
    public long UpSince { get; set; }

    /// <summary>The end; null before. Guarded by the lock of the session.</summary>
    public RealtimeClose? Close { get; set; }

    /// <summary>The last error that the server sent.</summary>
    public IRealtimeError? LastError { get; set; }

    /// <summary>Gives the server a limited time to begin the conversation.</summary>
    public void LimitReady(TimeSpan limit) =>
        _limit = socket.Time.CreateTimer(static link => ((SocketLink)link!).TimeOut(), this, limit, Timeout.InfiniteTimeSpan);

    /// <summary>The server has begun the conversation, or there is nothing to wait for.</summary>
    public void OnReady()
    {
        _isReady = true;
        _limit?.Dispose();
        _settled.TrySetResult();
    }

    /// <summary>The socket is over.</summary>
    public void OnEnded()
    {
        _limit?.Dispose();
        _settled.TrySetResult();
        _over.TrySetResult();

        // Whoever waits for it may block.
#if NET
        _ = _ended.CancelAsync();
#else
        _ = Task.Run(_ended.Cancel);
#endif
    }

    private void TimeOut()
    {
        if (_isReady)
            return;
        var limit = socket.Options.ReadyTimeout;
        socket.GiveUp(RealtimeEnd.ReadyTimeout, new ApiTimeoutException(
            $"The server did not begin the conversation of {socket.Call.Request.PathTemplate} within {MessageText.Of(limit)} (RealtimeOptions.ReadyTimeout).",
            ApiTimeoutKind.Ready,
            limit));
    }
}
