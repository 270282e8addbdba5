namespace HumeGen.Server.Database.Model;

/// <summary>An event of a chat; its number is its place in the chat, from 1.</summary>
internal sealed class ChatEventRow
{
    public required string ChatId { get; init; }

    public int Number { get; init; }

    public required string Id { get; init; }

    public long Timestamp { get; init; }

    public required string Role { get; init; }

    public required string Type { get; init; }

    public string? Text { get; init; }

    /// <summary>The scores by their names, as JSON.</summary>
    public string? Expressions { get; init; }

    public string? Metadata { get; init; }

    public string? RelatedEventId { get; init; }

    public ChatRow? Chat { get; init; }
}
