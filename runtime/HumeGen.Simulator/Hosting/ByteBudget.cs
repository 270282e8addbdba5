namespace HumeGen.Simulator.Hosting;

/// <summary>Counts bytes that several users hold together, up to a limit.</summary>
internal sealed class ByteBudget(long limit)
{
    private long _taken;

    public long Limit => limit;

    /// <summary>Takes bytes; false when that would be more than the limit, and then takes none.</summary>
    public bool TryTake(long count)
    {
        if (Interlocked.Add(ref _taken, count) <= limit)
            return true;

        Interlocked.Add(ref _taken, -count);
        return false;
    }

    public void Return(long count) => Interlocked.Add(ref _taken, -count);
}
