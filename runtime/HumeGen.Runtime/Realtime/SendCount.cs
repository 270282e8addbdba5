namespace HumeGen;

/// <summary>The messages that went out over one socket, and those of them that the server has given a sign of life after.</summary>
internal sealed class SendCount
{
    // No lock: the write loop alone writes it.
    private long _sent;

    // No lock: the read loop alone writes it.
    private long _confirmed;

    /// <summary>Number of messages that the network has taken.</summary>
    public long Sent => Volatile.Read(ref _sent);

    /// <summary>Number of messages, the first ones, after which something came from the server.</summary>
    public long Confirmed => Volatile.Read(ref _confirmed);

    public void OnSent() => Volatile.Write(ref _sent, _sent + 1);

    public void OnReceived() => Volatile.Write(ref _confirmed, Sent);
}
