namespace HumeGen;

/// <summary>
/// Messages that came while the receiver had no room. The socket reads on for them, up to some bytes, as the answers to pings come behind them: so a dead
/// server is noticed while nobody reads. Only beyond those bytes it stops to read, and silence means nothing then.
/// </summary>
internal sealed class ReadAhead(Watchdog watchdog, Task ended)
{
    /// <summary>The most bytes of messages that wait.</summary>
    public const int MostBytes = 1024 * 1024;

    // A short message takes memory as well.
    private const int BytesEach = 256;

    // Guards what follows. The read loop has it to itself, but for one that a hook held up until another socket had taken over.
    private readonly object _lock = new();
    private readonly Queue<(Task Taken, long Bytes)> _waiting = new();
    private long _bytes;

    /// <summary>Counts a message; the task ends when the next one may be read.</summary>
    /// <param name="taken">Ends when the receiver has had room for it.</param>
    /// <param name="bytes">Its length.</param>
    public ValueTask AddAsync(ValueTask taken, int bytes)
    {
        lock (_lock)
        {
            RemoveTaken();
            if (taken.IsCompletedSuccessfully)
                return default;
            _waiting.Enqueue((taken.AsTask(), bytes + BytesEach));
            _bytes += bytes + BytesEach;
        }

        return WaitForRoomAsync();
    }

    /// <summary>Waits until a message may be read, or the connection ends.</summary>
    public ValueTask WaitForRoomAsync() => OldestInTheWay() is null ? default : WaitAsync();

    /// <summary>Takes over what another one counted whose socket has ended.</summary>
    public void TakeOver(ReadAhead other)
    {
        (Task Taken, long Bytes)[] messages;
        lock (other._lock)
        {
            messages = other._waiting.ToArray();
            other._waiting.Clear();
            other._bytes = 0;
        }

        lock (_lock)
        {
            foreach (var message in messages)
            {
                _waiting.Enqueue(message);
                _bytes += message.Bytes;
            }
        }
    }

    private async ValueTask WaitAsync()
    {
        watchdog.Pause();

        // What comes once the connection ends has no room to wait for.
        while (OldestInTheWay() is { } oldest && !ended.IsCompleted)
            await Task.WhenAny(oldest, ended).ConfigureAwait(false);
        watchdog.Resume();
    }

    private Task? OldestInTheWay()
    {
        lock (_lock)
        {
            RemoveTaken();
            return _bytes > MostBytes ? _waiting.Peek().Taken : null;
        }
    }

    // The caller holds _lock.
    private void RemoveTaken()
    {
        while (_waiting.Count > 0 && _waiting.Peek().Taken.IsCompleted)
            _bytes -= _waiting.Dequeue().Bytes;
    }
}
