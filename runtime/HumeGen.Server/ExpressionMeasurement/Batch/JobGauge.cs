using HumeGen.Server.Telemetry;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Counts the jobs that are worked on here and, every few seconds while somebody collects metrics, those that wait.</summary>
internal sealed class JobGauge(IJobStore store, TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private int _running;
    private int _waiting;

    public void Started()
    {
        Interlocked.Increment(ref _running);
        ServerTelemetry.RunningJobs.Add(1);
    }

    public void Ended()
    {
        Interlocked.Decrement(ref _running);
        ServerTelemetry.RunningJobs.Add(-1);
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                await CountAsync(stopping).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Whoever claims jobs logs it, and the number stays what it was; or the server stops.
            }
        }
        while (await WaitAsync(timer, stopping).ConfigureAwait(false));

        ServerTelemetry.WaitingJobs.Add(-_waiting);
    }

    private static async ValueTask<bool> WaitAsync(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task CountAsync(CancellationToken stopping)
    {
        if (!ServerTelemetry.WaitingJobs.Enabled)
            return;

        var load = await store.MeasureLoadAsync(stopping).ConfigureAwait(false);
        var waiting = Math.Max(0, load.Jobs - Volatile.Read(ref _running));
        ServerTelemetry.WaitingJobs.Add(waiting - _waiting);
        _waiting = waiting;
    }
}
