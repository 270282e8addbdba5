namespace HumeGen.Server.Engines;

/// <summary>
/// Reads what an engine makes. Whatever goes wrong there becomes an <see cref="EngineException"/>, and an engine that gives nothing for too long, keeps
/// the thread that calls it, or does not listen when it is cancelled, holds nobody up.
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
        var stopping = stop.Token;
        IAsyncEnumerator<T>? items = null;
        Task<bool>? next = null;
        try
        {
            while (true)
            {
                T item;
                try
                {
                    late.CancelAfter(patience);
                    next = Task.Run(NextAsync, CancellationToken.None);
                    if (!await next.WaitAsync(stopping).ConfigureAwait(false))
                        break;

                    late.CancelAfter(Timeout.InfiniteTimeSpan);
                    item = items!.Current ?? throw new EngineException($"The {engine} gave nothing.");
                }
                catch (Exception fault) when (fault is not EngineException)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    throw Fault(late.IsCancellationRequested, fault);
                }

                cancellationToken.ThrowIfCancellationRequested();
                yield return item;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);

            // An enumerator must not be disposed while it is at work, and one that is stuck must not be waited for.
            if (next is { IsCompleted: false })
                _ = next.ContinueWith(done => (done.Exception, DisposeAsync(items)), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            else
                await DisposeAsync(items).ConfigureAwait(false);
        }

        async Task<bool> NextAsync()
        {
            items ??= start(stopping).GetAsyncEnumerator(stopping);
            return await items.MoveNextAsync().ConfigureAwait(false);
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
        var stopping = stop.Token;
        try
        {
            late.CancelAfter(patience);
            var result = Task.Run(async () => await call(stopping).ConfigureAwait(false), CancellationToken.None);
            return await result.WaitAsync(stopping).ConfigureAwait(false);
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
        ? new EngineException($"The {engine} gave nothing for {patience.TotalSeconds:0.##} seconds.", fault) { IsLate = true }
        : new EngineException($"The {engine} has failed.", fault);

    private static async Task DisposeAsync<T>(IAsyncEnumerator<T>? items)
    {
        try
        {
            if (items is not null)
                await items.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The engine was told to stop: how it stops makes no difference any more.
        }
    }
}
