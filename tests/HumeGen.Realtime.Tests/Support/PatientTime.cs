namespace HumeGen.Tests;

/// <summary>The machine's clock with limits twelve times as long, so that a busy machine does not run into them; they are there against hangs only.</summary>
public sealed class PatientTime : TimeProvider
{
    private const int Patience = 12;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new PatientTimer(base.CreateTimer(callback, state, Stretch(dueTime), Stretch(period)));

    private static TimeSpan Stretch(TimeSpan time) => time > TimeSpan.Zero ? time * Patience : time;

    private sealed class PatientTimer(ITimer inner) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(Stretch(dueTime), Stretch(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
