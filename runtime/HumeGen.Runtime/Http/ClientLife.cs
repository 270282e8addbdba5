namespace HumeGen;

/// <summary>The life of a client, whose end ends all that the client still does.</summary>
/// <param name="name">The name of the client, for its exception.</param>
internal sealed class ClientLife(string name) : IDisposable
{
    private readonly CancellationTokenSource _end = new();

    /// <summary>Cancelled when the client is disposed.</summary>
    public CancellationToken Ended => _end.Token;

    public void ThrowIfOver()
    {
        if (_end.IsCancellationRequested)
            throw new ObjectDisposedException(name, "The client was disposed, which ends its calls, waits and streams.");
    }

    // The source itself stays usable: what runs still looks at its token.
    public void Dispose() => _end.Cancel();
}
