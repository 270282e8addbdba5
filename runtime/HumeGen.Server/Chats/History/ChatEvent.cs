using HumeGen.Server.Engines;

namespace HumeGen.Server.Chats.History;

/// <summary>An entry in the history of a chat.</summary>
/// <param name="Id">The id of the entry, a UUID.</param>
/// <param name="ChatId">The id of the chat.</param>
/// <param name="Timestamp">When it happened, in Unix milliseconds.</param>
/// <param name="Role">One of the API's roles: <c>USER</c>, <c>AGENT</c>, <c>SYSTEM</c> or <c>TOOL</c>.</param>
/// <param name="Type">One of the API's types, such as <c>USER_MESSAGE</c>.</param>
/// <param name="Text">The words; null without.</param>
public sealed record ChatEvent(string Id, string ChatId, long Timestamp, string Role, string Type, string? Text)
{
    /// <summary>The scores of the expressions in the voice; null when there was no voice, or no engine measured it.</summary>
    public IReadOnlyList<ExpressionScore>? Expressions { get; init; }

    /// <summary>Further data as JSON, such as the call of a tool; null without.</summary>
    public string? Metadata { get; init; }

    /// <summary>The id of the entry that this one belongs to; null without.</summary>
    public string? RelatedEventId { get; init; }
}
