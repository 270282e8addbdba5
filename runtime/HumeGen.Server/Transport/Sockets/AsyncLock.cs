namespace HumeGen.Server.Transport.Sockets;

/// <summary>A lock that one caller holds at a time; the others wait without holding a thread.</summary>
// A semaphore whose wait handle nobody asks for holds nothing that would have to be disposed.
#pragma warning disable CA1001
internal sealed class AsyncLock
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _free = new(1, 1);

    /// <summary>Takes the lock, until the result is disposed.</summary>
    public async ValueTask<Holder> LockAsync(CancellationToken cancellationToken = default)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Holder(_free);
    }

    internal readonly struct Holder(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
