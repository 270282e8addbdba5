using System.Threading.Channels;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Wakes a loop that looks for work in a store, when there is some here, or when it is time to look for what other servers have left.</summary>
internal sealed class WorkSignal(TimeProvider clock, CancellationToken stopping)
{
    private readonly Channel<bool> _set = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is work.</summary>
    public void Set() => _set.Writer.TryWrite(true);

    /// <summary>Waits until there is work.</summary>
    /// <param name="longest">The longest wait; null where all work comes from here.</param>
    /// <exception cref="OperationCanceledException">The server stops.</exception>
    public async Task WaitAsync(TimeSpan? longest)
    {
        using var limit = longest is { } time ? new CancellationTokenSource(time, clock) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stopping);
        try
        {
            await _set.Reader.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // It is time to look again.
        }
    }
}
