namespace HumeGen.Simulator.Sockets;

/// <summary>Lets one caller in at a time; the others wait without holding a thread.</summary>
// A semaphore whose wait handle nobody asks for holds nothing that would have to be disposed.
#pragma warning disable CA1001
internal sealed class Turnstile
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _free = new(1, 1);

    /// <summary>Waits for the turn, which ends when the result is disposed.</summary>
    public async ValueTask<Turn> EnterAsync(CancellationToken cancellationToken = default)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new Turn(_free);
    }

    internal readonly struct Turn(SemaphoreSlim free) : IDisposable
    {
        public void Dispose() => free.Release();
    }
}
