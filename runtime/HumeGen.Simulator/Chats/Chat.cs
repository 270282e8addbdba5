using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace HumeGen.Simulator.Chats;

/// <summary>A chat as it is at one moment; times are Unix milliseconds.</summary>
internal sealed record Chat(
    string Id,
    string GroupId,
    string? ConfigId,
    int? ConfigVersion,
    string Status,
    bool AllowConnection,
    long StartTimestamp,
    long? EndTimestamp,
    string? Metadata,
    ImmutableList<ChatEvent> Events)
{
    public const string Active = "ACTIVE";

    public bool IsActive => Status == Active;

    public JsonObject? Config => ConfigId is null ? null : new JsonObject { ["id"] = ConfigId, ["version"] = ConfigVersion };

    public JsonObject ToJson() => new()
    {
        ["id"] = Id,
        ["chat_group_id"] = GroupId,
        ["status"] = Status,
        ["start_timestamp"] = StartTimestamp,
        ["end_timestamp"] = EndTimestamp,
        ["event_count"] = Events.Count,
        ["metadata"] = Metadata,
        ["config"] = Config,
    };
}
