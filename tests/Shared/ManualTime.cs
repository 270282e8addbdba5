namespace HumeGen.Tests;

/// <summary>A clock that stands still until a test moves it. Waits that <paramref name="jump"/> picks are jumped over at once, to the tick.</summary>
public sealed class ManualTime(Func<TimeSpan, bool>? jump = null) : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Timer> _timers = [];
    private DateTimeOffset _now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset Start { get; } = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Jumps over the waits between attempts, but not over the library's limits.</summary>
    public static ManualTime JumpingOverWaits() => new(static due => due < TimeSpan.FromSeconds(60) && due != TimeSpan.FromSeconds(5));

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public TimeSpan Elapsed => GetUtcNow() - Start;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        lock (_lock)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    public void Advance(TimeSpan time) => MoveTo(GetUtcNow() + time);

    private void MoveTo(DateTimeOffset target)
    {
        while (true)
        {
            Timer? next;
            lock (_lock)
            {
                next = _timers.Where(t => t.Due <= target).MinBy(t => t.Due);
                _now = next?.Due is { } due && due > _now ? due : next is null && target > _now ? target : _now;
                if (next is not null)
                    next.Due = null;
            }

            if (next is null)
                return;
            next.Fire();
        }
    }

    private sealed class Timer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset? Due { get; set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            DateTimeOffset? due;
            lock (time._lock)
                Due = due = dueTime == Timeout.InfiniteTimeSpan ? null : time._now + dueTime;
            if (due is { } target && time._jump(dueTime))
                ThreadPool.QueueUserWorkItem(_ => time.MoveTo(target));
            return true;
        }

        public void Dispose()
        {
            lock (time._lock)
                time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }

    private readonly Func<TimeSpan, bool> _jump = jump ?? (static _ => false);
}
