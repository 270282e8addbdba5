namespace HumeGen;

/// <summary>News that a connection is open again.</summary>
public sealed record RealtimeReconnected
{
    /// <summary>True when the conversation goes on; false when a new one has begun.</summary>
    public required bool Resumed { get; init; }

    /// <summary>Number of attempts that it took.</summary>
    public required int Attempts { get; init; }

    /// <summary>The value that names the conversation before; null on a channel without one.</summary>
    public string? OldValue { get; init; }

    /// <summary>The value that names it now; null on a channel without one.</summary>
    public string? NewValue { get; init; }

    /// <summary>Number of messages that are lost since the connection broke, such as live ones that newer ones displaced.</summary>
    public required long Lost { get; init; }
}
