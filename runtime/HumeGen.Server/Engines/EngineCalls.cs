using System.Globalization;
using System.Runtime.CompilerServices;

namespace HumeGen.Server.Engines;

/// <summary>Waits for engines: no longer than until the call is cancelled or too old, even when an engine takes no notice of that.</summary>
internal static class EngineCalls
{
    /// <summary>The longest time for an engine to give its next result, unless it needs time of its own.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Waits for a result. What the engine throws becomes an <see cref="EngineException"/>.</summary>
    public static async Task<T> CallAsync<T>(
        string engine, TimeProvider clock, Func<CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken, TimeSpan? limit = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            var result = call(stop.Token);
            return result.IsCompletedSuccessfully
                ? result.Result
                : await result.AsTask().WaitAsync(limit ?? Longest, clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw fault is TimeoutException ? TooSlow(engine, limit ?? Longest, fault) : EngineException.Of(engine, fault);
        }
    }

    /// <summary>Reads results as they come. What the engine throws becomes an <see cref="EngineException"/>.</summary>
    public static async IAsyncEnumerable<T> ReadAsync<T>(
        string engine,
        TimeProvider clock,
        Func<CancellationToken, IAsyncEnumerable<T>> start,
        [EnumeratorCancellation] CancellationToken cancellationToken,
        TimeSpan? limit = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var results = await CallAsync(engine, clock, _ => new ValueTask<IAsyncEnumerator<T>>(start(stop.Token).GetAsyncEnumerator(stop.Token)), cancellationToken)
            .ConfigureAwait(false);
        Task<bool>? running = null;
        try
        {
            while (true)
            {
                var next = await CallAsync(engine, clock, _ => new ValueTask<bool>(running = results.MoveNextAsync().AsTask()), cancellationToken, limit)
                    .ConfigureAwait(false);
                if (!next)
                    break;

                yield return results.Current;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await FinishAsync(results, running).ConfigureAwait(false);
        }
    }

    // An enumerator must not be disposed while it runs, and nobody waits for one that takes no notice of being cancelled.
    private static async ValueTask FinishAsync<T>(IAsyncEnumerator<T> results, Task<bool>? running)
    {
        if (running is not { IsCompleted: false })
        {
            await DisposeAsync(results).ConfigureAwait(false);
            return;
        }

        _ = running.ContinueWith(
            static (_, state) => DisposeAsync((IAsyncEnumerator<T>)state!).AsTask(), results, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private static async ValueTask DisposeAsync<T>(IAsyncEnumerator<T> results)
    {
        try
        {
            await results.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The results are there, or their fault has been told.
        }
    }

    private static EngineException TooSlow(string engine, TimeSpan limit, Exception fault) => new(
        string.Create(CultureInfo.InvariantCulture, $"The engine for {engine} gave no answer within {limit.TotalSeconds} seconds."), inner: fault);
}
