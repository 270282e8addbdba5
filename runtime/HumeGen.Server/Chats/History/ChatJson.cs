using System.Text.Json.Nodes;

namespace HumeGen.Server.Chats.History;

/// <summary>Chats and their events as the API answers with them.</summary>
internal static class ChatJson
{
    public static JsonObject? ConfigOf(ChatRecord chat) =>
        chat.ConfigId is null ? null : new JsonObject { ["id"] = chat.ConfigId, ["version"] = chat.ConfigVersion };

    public static JsonObject Of(ChatRecord chat) => new()
    {
        ["id"] = chat.Id,
        ["chat_group_id"] = chat.GroupId,
        ["status"] = chat.Status,
        ["start_timestamp"] = chat.StartTimestamp,
        ["end_timestamp"] = chat.EndTimestamp,
        ["event_count"] = chat.EventCount,
        ["metadata"] = null,
        ["config"] = ConfigOf(chat),
    };

    public static JsonObject Of(ChatEvent entry) => new()
    {
        ["id"] = entry.Id,
        ["chat_id"] = entry.ChatId,
        ["timestamp"] = entry.Timestamp,
        ["role"] = entry.Role,
        ["type"] = entry.Type,
        ["message_text"] = entry.Text,
        ["emotion_features"] = entry.Expressions is { } scores ? ChatMessages.Scores(scores).ToJsonString() : null,
        ["metadata"] = entry.Metadata,
        ["related_event_id"] = entry.RelatedEventId,
    };
}
