namespace HumeGen;

/// <summary>A CancellationTokenSource with a clock of its own; later frameworks have that in CancellationTokenSource itself.</summary>
internal sealed class TimedTokenSource : CancellationTokenSource
{
    private readonly ITimer _timer;

    public TimedTokenSource(TimeSpan delay, TimeProvider time) =>
        _timer = time.CreateTimer(static source => ((TimedTokenSource)source!).Elapse(), this, delay, Timeout.InfiniteTimeSpan);

    public new void CancelAfter(TimeSpan delay) => _timer.Change(delay, Timeout.InfiniteTimeSpan);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _timer.Dispose();
        base.Dispose(disposing);
    }

    private void Elapse()
    {
        try
        {
            Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The time was up just as the source was disposed.
        }
    }
}
