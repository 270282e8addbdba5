namespace HumeGen.Server.Engines;

/// <summary>
/// Reads what an engine makes. Whatever goes wrong there becomes an <see cref="EngineException"/>, and an engine that gives nothing for too long, or does
/// not listen when it is cancelled, holds nobody up.
/// </summary>
internal sealed class EngineReader(string engine, TimeSpan patience, TimeProvider clock)
{
    /// <summary>Reads the items that the engine makes.</summary>
    /// <param name="start">Starts the engine. The token is set when nobody waits any more, or for too long.</param>
    /// <param name="cancellationToken">Cancels the engine and the reading.</param>
    public async IAsyncEnumerable<T> ReadAsync<T>(
        Func<CancellationToken, IAsyncEnumerable<T>> start, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        cancellationToken.ThrowIfCancellationRequested();
        IAsyncEnumerator<T>? items = null;
        Task<bool>? pending = null;
        try
        {
            while (true)
            {
                try
                {
                    items ??= start(stop.Token).GetAsyncEnumerator(stop.Token);
                    var next = items.MoveNextAsync();
                    bool more;
                    if (next.IsCompletedSuccessfully)
                    {
                        more = next.Result;
                    }
                    else
                    {
                        late.CancelAfter(patience);
                        pending = next.AsTask();
                        more = await pending.WaitAsync(stop.Token).ConfigureAwait(false);
                        late.CancelAfter(Timeout.InfiniteTimeSpan);
                    }

                    pending = null;
                    if (!more)
                        break;
                }
                catch (Exception fault) when (fault is not EngineException)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    throw Fault(late.IsCancellationRequested, fault);
                }

                cancellationToken.ThrowIfCancellationRequested();
                yield return items.Current;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            if (items is not null)
                await EndAsync(items, pending).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for the one result that the engine makes.</summary>
    /// <param name="call">Calls the engine. The token is set when nobody waits any more, or for too long.</param>
    /// <param name="cancellationToken">Cancels the engine and the waiting.</param>
    public async Task<T> CallAsync<T>(Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            var result = call(stop.Token);
            if (result.IsCompletedSuccessfully)
                return result.Result;

            late.CancelAfter(patience);
            return await result.AsTask().WaitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not EngineException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Fault(late.IsCancellationRequested, fault);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }

    private EngineException Fault(bool isLate, Exception fault) => isLate
        ? new EngineException($"The {engine} gave nothing for {patience.TotalSeconds:0.##} seconds.", fault)
        : new EngineException($"The {engine} has failed.", fault);

    // An enumerator must not be disposed while it is at work, and one that is stuck must not be waited for.
    private static async ValueTask EndAsync<T>(IAsyncEnumerator<T> items, Task<bool>? pending)
    {
        if (pending is null or { IsCompleted: true })
        {
            await DisposeAsync(items).ConfigureAwait(false);
            return;
        }

        _ = pending.ContinueWith(
            done =>
            {
                _ = done.Exception;
                return DisposeAsync(items);
            },
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default);
    }

    private static async Task DisposeAsync<T>(IAsyncEnumerator<T> items)
    {
        try
        {
            await items.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The engine was told to stop: how it stops makes no difference any more.
        }
    }
}
