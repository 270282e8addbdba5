namespace HumeGen.Audio;

/// <summary>Counts the time from its first use.</summary>
internal sealed class Clock(TimeProvider timeProvider)
{
    private long? _start;

    /// <summary>Waits until the time since the first call has passed.</summary>
    public async Task WaitUntilAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        _start ??= timeProvider.GetTimestamp();

        // Timers count whole milliseconds, and may be early by a part of one.
        while (time - timeProvider.GetElapsedTime(_start.Value) is { Ticks: > 0 } wait)
            await timeProvider.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), cancellationToken).ConfigureAwait(false);
    }
}
