namespace HumeGen.Server.Transport.Sockets;

/// <summary>
/// Tells once when nothing has happened for some time. <see cref="Touch"/> costs next to nothing: the timer behind it is set again only
/// when it runs out, not with every sign of life.
/// </summary>
internal sealed class IdleTimer : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly TimeSpan _limit;
    private readonly Action _expired;
    private readonly ITimer _timer;
    private long _lastTicks;

    /// <param name="clock">The clock to go by.</param>
    /// <param name="limit">Longest time without an event.</param>
    /// <param name="expired">Called on a thread of the pool.</param>
    public IdleTimer(TimeProvider clock, TimeSpan limit, Action expired)
    {
        _clock = clock;
        _limit = limit;
        _expired = expired;
        _timer = clock.CreateTimer(static state => ((IdleTimer)state!).Fire(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Start() => Start(TimeSpan.Zero);

    /// <summary>Starts as if something were happening for some time yet.</summary>
    public void Start(TimeSpan busy)
    {
        Volatile.Write(ref _lastTicks, (_clock.GetUtcNow() + busy).UtcTicks);
        _timer.Change(_limit + busy, Timeout.InfiniteTimeSpan);
    }

    public void Stop() => _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Touch() => Volatile.Write(ref _lastTicks, _clock.GetUtcNow().UtcTicks);

    public void Dispose() => _timer.Dispose();

    private void Fire()
    {
        var left = _limit - TimeSpan.FromTicks(_clock.GetUtcNow().UtcTicks - Volatile.Read(ref _lastTicks));
        if (left > TimeSpan.Zero)
            _timer.Change(left, Timeout.InfiniteTimeSpan);
        else
            ThreadPool.UnsafeQueueUserWorkItem(static expired => expired(), _expired, preferLocal: false);
    }
}
