namespace HumeGen;

/// <summary>News that a connection is open again.</summary>
public sealed record RealtimeReconnected
{
    /// <summary>True when the conversation goes on; false when a new one has begun.</summary>
    public required bool Resumed { get; init; }

    /// <summary>Number of attempts since a connection was last open for <see cref="ReconnectOptions.StableAfter"/>.</summary>
    public required int Attempts { get; init; }

    /// <summary>The value, such as an id, by which the conversation could be resumed before; null on a channel without one.</summary>
    public string? OldValue { get; init; }

    /// <summary>The value by which it can be resumed now; null on a channel without one.</summary>
    public string? NewValue { get; init; }

    /// <summary>Number of messages that are lost since the connection broke, such as live ones that newer ones displaced.</summary>
    public required long Lost { get; init; }
}
