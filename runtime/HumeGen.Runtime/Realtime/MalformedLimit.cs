namespace HumeGen;

/// <summary>Counts the messages that could not be read. The count starts anew a minute after the first one.</summary>
internal sealed class MalformedLimit(int most, TimeProvider time)
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private long _start;
    private int _count;

    /// <summary>Counts one more.</summary>
    /// <returns>Whether there were more within a minute than allowed.</returns>
    public bool IsExceeded()
    {
        if (_count == 0 || time.GetElapsedTime(_start) >= Period)
            (_start, _count) = (time.GetTimestamp(), 0);
        return ++_count > most;
    }
}
