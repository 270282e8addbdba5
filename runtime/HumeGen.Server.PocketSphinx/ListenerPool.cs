using System.Collections.Concurrent;
using HumeGen.Server.Engines;

namespace HumeGen.Server.PocketSphinx;

/// <summary>The listeners, made when they are needed and lent to one call at a time.</summary>
/// <param name="listeners">The most that there are; as many calls wait at most.</param>
/// <param name="make">Makes one, which takes a second or so.</param>
/// <param name="clock">The clock of the longest wait.</param>
internal sealed class ListenerPool(int listeners, Func<IListener> make, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    private readonly ConcurrentBag<IListener> _idle = [];
    private readonly SemaphoreSlim _free = new(listeners);
    private readonly SemaphoreSlim _making = new(1);
    private int _calls;
    private volatile bool _disposed;

    /// <summary>Lends a listener; disposing the loan gives it back.</summary>
    /// <exception cref="EngineException">All are at work, and too many calls wait or none has ended for too long.</exception>
    public async Task<Loan> RentAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, typeof(ListenerPool));
        if (Interlocked.Increment(ref _calls) > 2 * listeners)
        {
            Interlocked.Decrement(ref _calls);
            throw Busy();
        }

        try
        {
            await WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Interlocked.Decrement(ref _calls);
            throw;
        }

        try
        {
            return new Loan(this, _idle.TryTake(out var listener) ? listener : await MakeAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            Free();
            throw;
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var listener))
            listener.Dispose();
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(LongestWait, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await _free.WaitAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Busy();
        }
    }

    // Models are read one after the other, as reading takes all of a core. One may have become free meanwhile.
    private async Task<IListener> MakeAsync(CancellationToken cancellationToken)
    {
        await _making.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _idle.TryTake(out var listener) ? listener : await Task.Run(make, CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _making.Release();
        }
    }

    private EngineException Busy() => new(
        $"The engine that understands speech hears {listeners} speakers at the same time, which is the most; say it again in a moment.");

    private void Return(IListener listener)
    {
        _idle.Add(listener);
        Free();

        // The pool may have been disposed meanwhile.
        if (_disposed)
            Dispose();
    }

    private void Free()
    {
        Interlocked.Decrement(ref _calls);
        _free.Release();
    }

    /// <summary>A listener on loan.</summary>
    public sealed class Loan(ListenerPool pool, IListener listener) : IDisposable
    {
        private int _returned;

        public IListener Listener => listener;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _returned, 1) == 0)
                pool.Return(listener);
        }
    }
}
