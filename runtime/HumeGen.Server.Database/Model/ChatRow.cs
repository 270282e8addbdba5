namespace HumeGen.Server.Database.Model;

/// <summary>A chat.</summary>
internal sealed class ChatRow
{
    public required string Id { get; init; }

    public required string GroupId { get; init; }

    public string? ConfigId { get; init; }

    public int? ConfigVersion { get; init; }

    public required string Status { get; init; }

    public bool AllowConnection { get; init; }

    public long StartTimestamp { get; init; }

    public long? EndTimestamp { get; init; }

    public int EventCount { get; init; }

    /// <summary>The server that holds the chat.</summary>
    public required string NodeId { get; init; }

    /// <summary>The place among all chats, by the time at which they were added.</summary>
    public long Order { get; init; }
}
