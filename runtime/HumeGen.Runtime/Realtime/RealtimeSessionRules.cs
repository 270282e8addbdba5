namespace HumeGen;

/// <summary>
/// Rules of a channel for its conversation as a whole, from the specification: how it continues on a new connection after a drop, and which errors are
/// ends of their own. For generated code.
/// </summary>
/// <typeparam name="TSend">The type of messages that may be sent.</typeparam>
/// <typeparam name="TReceive">The type of messages that arrive.</typeparam>
public sealed record RealtimeSessionRules<TSend, TReceive>
{
    /// <summary>Name of the query parameter that continues an earlier conversation; null when the channel cannot continue one.</summary>
    public string? ResumeParameter { get; init; }

    /// <summary>
    /// Finds the value of <see cref="ResumeParameter"/> in a received message; gives null when the message has none. The server sends a message with such a
    /// value first on each connection, unasked.
    /// </summary>
    public Func<TReceive, string?>? FindResumeValue { get; init; }

    /// <summary>
    /// Tells whether a message is a setting: those that hold are sent again before all others on a new connection, in their order. A setting no longer holds once
    /// later ones of its type have all of its members.
    /// </summary>
    public Func<TSend, bool>? IsSetting { get; init; }

    /// <summary>Tells whether a message loses its worth with time, such as a piece of live audio.</summary>
    public Func<TSend, bool>? IsLive { get; init; }

    /// <summary>Tells whether a received message carries bytes, such as audio. The time until the first such message is measured.</summary>
    public Func<TReceive, bool>? IsMedia { get; init; }

    /// <summary>Finds the id of a call in a received message that wants an answer; gives null when the message is no call.</summary>
    public Func<TReceive, string?>? FindCallId { get; init; }

    /// <summary>Finds the id of the call that a message answers; gives null when it answers none. An answer goes only where its call came from.</summary>
    public Func<TSend, string?>? FindAnsweredCallId { get; init; }

    /// <summary>Error codes with which the server ends a conversation because nothing happened.</summary>
    public IReadOnlyCollection<string> InactivityCodes { get; init; } = [];

    /// <summary>Error codes with which the server ends a conversation that has lasted as long as it may.</summary>
    public IReadOnlyCollection<string> MaxDurationCodes { get; init; } = [];

    /// <summary>The end, with the reason that the server's last error stands for.</summary>
    internal RealtimeClose WithReason(RealtimeClose close)
    {
        if (close.LastError?.ErrorCode?.Value is not { } code || close.End is not (RealtimeEnd.ClosedByServer or RealtimeEnd.ConnectionLost))
            return close;
        return InactivityCodes.Contains(code) ? close with { End = RealtimeEnd.Inactivity }
            : MaxDurationCodes.Contains(code) ? close with { End = RealtimeEnd.MaxDuration }
            : close;
    }
}
