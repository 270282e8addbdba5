namespace HumeGen.Server.Database.Model;

/// <summary>Numbers that grow with time: the ticks of now, or one more than the last number.</summary>
internal sealed class Sequence(TimeProvider clock)
{
    private readonly object _gate = new();
    private long _last;

    public long Next()
    {
        lock (_gate)
            return _last = Math.Max(_last + 1, clock.GetUtcNow().UtcTicks);
    }
}
