namespace HumeGen.Server.Chats.History;

/// <summary>A chat as it is at one moment. Times are Unix milliseconds.</summary>
/// <param name="Id">The id of the chat, a UUID.</param>
/// <param name="GroupId">The id of the group of chats that resumed one another, a UUID.</param>
/// <param name="ConfigId">The id of its config; null for the defaults.</param>
/// <param name="ConfigVersion">The version of its config; null for the defaults.</param>
/// <param name="Status">
/// One of the API's states: <c>ACTIVE</c>, <c>USER_ENDED</c>, <c>USER_TIMEOUT</c>, <c>MAX_DURATION_TIMEOUT</c>, <c>INACTIVITY_TIMEOUT</c> or <c>ERROR</c>.
/// </param>
/// <param name="AllowConnection">Whether further connections may join.</param>
/// <param name="StartTimestamp">The time of its start, in Unix milliseconds.</param>
public sealed record ChatRecord(
    string Id, string GroupId, string? ConfigId, int? ConfigVersion, string Status, bool AllowConnection, long StartTimestamp)
{
    /// <summary>The state of a chat that goes on.</summary>
    public const string Active = "ACTIVE";

    /// <summary>The time of its end, in Unix milliseconds; null while it is active.</summary>
    public long? EndTimestamp { get; init; }

    /// <summary>The number of its events.</summary>
    public int EventCount { get; init; }

    /// <summary>Whether another server than the one that asks holds the chat, which goes on; known where <see cref="IChatStore.FindAsync"/> gives it.</summary>
    public bool IsHeldElsewhere { get; init; }

    /// <summary>The address of the other server; null when it has told none.</summary>
    public Uri? HolderAddress { get; init; }

    /// <summary>Whether it goes on.</summary>
    public bool IsActive => Status == Active;
}
