namespace HumeGen;

/// <summary>
/// Messages that came while the receiver had no room. The socket reads on for them, up to some bytes, as the answers to pings come behind them: so a dead
/// server is noticed while nobody reads. Only beyond those bytes it stops to read, and silence means nothing then.
/// </summary>
/// <remarks>For the read loop alone.</remarks>
internal sealed class ReadAhead(Watchdog watchdog, Task ended)
{
    /// <summary>The most bytes of messages that wait.</summary>
    public const int MostBytes = 1024 * 1024;

    // A short message takes memory as well.
    private const int BytesEach = 256;

    private readonly Queue<(Task Taken, long Bytes)> _waiting = new();
    private long _bytes;

    /// <summary>Counts a message; the task ends when the next one may be read.</summary>
    /// <param name="taken">Ends when the receiver has had room for it.</param>
    /// <param name="bytes">Its length.</param>
    public ValueTask AddAsync(ValueTask taken, int bytes)
    {
        RemoveTaken();
        if (taken.IsCompletedSuccessfully)
            return default;
        _waiting.Enqueue((taken.AsTask(), bytes + BytesEach));
        _bytes += bytes + BytesEach;
        return _bytes > MostBytes ? WaitAsync() : default;
    }

    /// <summary>Takes over what another one counted whose socket has ended.</summary>
    public void TakeOver(ReadAhead other)
    {
        while (other._waiting.TryDequeue(out var message))
            _waiting.Enqueue(message);
        _bytes += other._bytes;
        other._bytes = 0;
    }

    private async ValueTask WaitAsync()
    {
        watchdog.Pause();

        // What comes once the connection ends has no room to wait for.
        while (_bytes > MostBytes && !ended.IsCompleted)
        {
            await Task.WhenAny(_waiting.Peek().Taken, ended).ConfigureAwait(false);
            RemoveTaken();
        }

        watchdog.Resume();
    }

    private void RemoveTaken()
    {
        while (_waiting.Count > 0 && _waiting.Peek().Taken.IsCompleted)
            _bytes -= _waiting.Dequeue().Bytes;
    }
}
