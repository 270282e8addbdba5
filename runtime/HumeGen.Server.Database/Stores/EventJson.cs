using System.Text.Json;
using System.Text.Json.Nodes;
using HumeGen.Server.Chats.History;
using HumeGen.Server.Database.Model;
using HumeGen.Server.Engines;

namespace HumeGen.Server.Database.Stores;

/// <summary>Events of chats as rows.</summary>
internal static class EventJson
{
    public static ChatEventRow Write(ChatEvent entry, int number) => new()
    {
        ChatId = entry.ChatId.ToLowerInvariant(),
        Number = number,
        Id = entry.Id,
        Timestamp = entry.Timestamp,
        Role = entry.Role,
        Type = entry.Type,
        Text = entry.Text,
        Expressions = entry.Expressions is { } scores
            ? new JsonObject(scores.Select(score => KeyValuePair.Create(score.Name, (JsonNode?)JsonValue.Create(score.Score)))).ToJsonString()
            : null,
        Metadata = entry.Metadata,
        RelatedEventId = entry.RelatedEventId,
    };

    public static ChatEvent Read(ChatEventRow row) => new(row.Id, row.ChatId, row.Timestamp, row.Role, row.Type, row.Text)
    {
        Expressions = row.Expressions is null ? null : Scores(row.Expressions),
        Metadata = row.Metadata,
        RelatedEventId = row.RelatedEventId,
    };

    private static ExpressionScore[] Scores(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.EnumerateObject().Select(score => new ExpressionScore(score.Name, score.Value.GetDouble()))];
    }
}
