using System.Text.Json.Nodes;
using HumeGen.Server.ExpressionMeasurement.Batch;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Chats.History;

/// <summary>
/// An entry in the history of a chat. The types are those of Hume, such as USER_MESSAGE; the roles USER, AGENT, SYSTEM and TOOL.
/// Scores are made when they are asked for, from what they depend on.
/// </summary>
internal sealed record ChatEvent(
    string Id,
    string ChatId,
    long Timestamp,
    string Role,
    string Type,
    string? Text,
    string? ScoreSeed,
    string? Metadata,
    string? RelatedEventId)
{
    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["chat_id"] = ChatId,
        ["timestamp"] = Timestamp,
        ["role"] = Role,
        ["type"] = Type,
        ["message_text"] = Text,
        ["emotion_features"] = ScoreSeed is null ? null : EmotionScores.Object(EmotionScores.Prosody, ScoreSeed).ToJsonString(),
        ["metadata"] = Metadata,
        ["related_event_id"] = RelatedEventId,
    };
}
