namespace HumeGen.Server.Chats.History;

/// <summary>Choice of the events that an <see cref="IChatStore"/> lists: those of a chat, or of all chats of a group.</summary>
public sealed record ChatEventQuery
{
    /// <summary>The chat; null for those of a group.</summary>
    public string? ChatId { get; init; }

    /// <summary>The group; null for those of a chat.</summary>
    public string? GroupId { get; init; }

    /// <summary>Whether the newest come first.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Number of events to leave out at the beginning.</summary>
    public int Skip { get; init; }

    /// <summary>Largest number of events to list.</summary>
    public int Take { get; init; } = int.MaxValue;
}
