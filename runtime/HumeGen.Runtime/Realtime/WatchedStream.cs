namespace HumeGen;

/// <summary>The network stream below a WebSocket, which tells the watchdog when anything arrives: the WebSocket itself does not show answers to pings.</summary>
internal sealed class WatchedStream(Stream inner, Watchdog watchdog) : ConnectionStream(inner)
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await Inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        if (count > 0)
            watchdog.OnBytesReceived();
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var read = Inner.Read(buffer, offset, count);
        if (read > 0)
            watchdog.OnBytesReceived();
        return read;
    }
}
