namespace HumeGen;

/// <summary>
/// The account of all messages that were given to a connection for sending: those accepted are confirmed, withdrawn, uncertain, lost or pending, each exactly
/// one of these. Nothing is pending once the connection is over. A message that <c>SendAsync</c> refused at once, as the connection was over or the queue full,
/// is not in it, nor is a setting that the connection itself repeats.
/// </summary>
public readonly record struct RealtimeAccount
{
    /// <summary>Messages that were accepted for sending.</summary>
    public required long Accepted { get; init; }

    /// <summary>
    /// Messages after which something came from the server over the same socket, be it a message, the answer to a ping or the answer to the close. That shows
    /// that the connection was alive after them, not that the server has understood them.
    /// </summary>
    public required long Confirmed { get; init; }

    /// <summary>Messages that were taken back before their turn came, by the token of their call.</summary>
    public required long Withdrawn { get; init; }

    /// <summary>Messages that were on their way when a socket broke: they arrived or not. They are never sent again.</summary>
    public required long Uncertain { get; init; }

    /// <summary>Messages that were never sent: dropped while the connection was down, still waiting at its end, answers that came too late, or not writable.</summary>
    public required long Lost { get; init; }

    /// <summary>Messages that wait to be sent, are being sent, or were sent without a sign of life of the server since.</summary>
    public required long Pending { get; init; }
}
