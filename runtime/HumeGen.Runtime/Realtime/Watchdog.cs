namespace HumeGen;

/// <summary>
/// Notices that a connection is dead. It counts ticks in which nothing happened instead of reading the clock, so that a program that stood still for a while
/// (a debugger, a laptop asleep) does not take its own silence for the server's. The platform's own limit for pings would also strike while a slow reader
/// holds up the incoming messages, answers to pings among them; this one holds still then.
/// </summary>
internal sealed class Watchdog : IDisposable
{
    private static readonly TimeSpan LongestTick = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ShortestTick = TimeSpan.FromMilliseconds(10);

    private readonly TimeProvider _time;
    private readonly TimeSpan _tick;
    private readonly int _silenceLimit;
    private readonly int _idleLimit;
    private readonly int _sendLimit;

    // No lock: set once by Start, before the first tick.
    private ITimer? _timer;
    private Action<RealtimeEnd>? _expired;

    // Ticks since the last event. No lock: the loops set them to 0 and the timer increments them, each atomically.
    private int _silence;
    private int _idle;
    private int _send;

    // No lock: each is written by one loop and read by the timer.
    private volatile bool _sending;
    private volatile bool _paused;

    public Watchdog(RealtimeOptions options, TimeProvider time)
    {
        _time = time;
#if NET9_0_OR_GREATER
        CanPing = !OperatingSystem.IsBrowser() && options.KeepAliveTimeout != Timeout.InfiniteTimeSpan && options.KeepAliveInterval != Timeout.InfiniteTimeSpan;
#endif

        // The platform looks only every quarter of the interval whether it is time for a ping.
        var silence = CanPing ? (options.KeepAliveInterval * 1.25) + options.KeepAliveTimeout : Timeout.InfiniteTimeSpan;
        TimeSpan[] limits = [silence, options.IdleTimeout, options.SendTimeout];
        var shortest = limits.Where(static l => l != Timeout.InfiniteTimeSpan).DefaultIfEmpty(Timeout.InfiniteTimeSpan).Min() / 4;
        _tick = shortest < TimeSpan.Zero ? Timeout.InfiniteTimeSpan : shortest > LongestTick ? LongestTick : shortest < ShortestTick ? ShortestTick : shortest;
        _silenceLimit = Ticks(silence);
        _idleLimit = Ticks(options.IdleTimeout);
        _sendLimit = Ticks(options.SendTimeout);
    }

    /// <summary>The count of what was sent and what the server has given a sign of life after.</summary>
    public SendCount Sends { get; } = new();

    /// <summary>Whether the platform asks a silent server for a sign of life.</summary>
    public bool CanPing { get; }

    /// <summary>Whether incoming messages are held up.</summary>
    public bool IsPaused => _paused;

    /// <summary>Starts to watch.</summary>
    /// <param name="expired">Called once, when a limit runs out.</param>
    public void Start(Action<RealtimeEnd> expired)
    {
        _expired = expired;
        _timer = _time.CreateTimer(static watchdog => ((Watchdog)watchdog!).Tick(), this, _tick, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Something came from the server, be it part of a message or the answer to a ping.</summary>
    public void OnBytesReceived()
    {
        Volatile.Write(ref _silence, 0);
        Sends.OnReceived();
    }

    /// <summary>A whole message came.</summary>
    public void OnMessageReceived()
    {
        Volatile.Write(ref _idle, 0);
        Sends.OnReceived();
    }

    /// <summary>Incoming messages are held up: silence means nothing now.</summary>
    public void Pause() => _paused = true;

    /// <summary>They flow again.</summary>
    public void Resume()
    {
        Volatile.Write(ref _silence, 0);
        Volatile.Write(ref _idle, 0);
        _paused = false;
    }

    public void OnSendStarted()
    {
        Volatile.Write(ref _send, 0);
        _sending = true;
    }

    public void OnSendCompleted() => _sending = false;

    public void Dispose() => _timer?.Dispose();

    private void Tick()
    {
        // The first tick after an event may come at once, so one more than the limit must pass.
        if (_sending && Interlocked.Increment(ref _send) > _sendLimit)
            _expired!(RealtimeEnd.SendTimeout);
        else if (!_paused && Interlocked.Increment(ref _silence) > _silenceLimit)
            _expired!(RealtimeEnd.KeepAliveTimeout);
        else if (!_paused && Interlocked.Increment(ref _idle) > _idleLimit)
            _expired!(RealtimeEnd.IdleTimeout);
        else
            _timer?.Change(_tick, Timeout.InfiniteTimeSpan);
    }

    private int Ticks(TimeSpan limit) => limit == Timeout.InfiniteTimeSpan ? int.MaxValue : (int)Math.Ceiling(limit / _tick);
}
