using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Chats.History;

/// <summary>Groups of chats that resumed one another.</summary>
internal static class ChatGroupsApi
{
    public static void Register(HandlerTable handlers, ChatStore chats, ChatAudio audio) => handlers
        .On("GET /v0/evi/chat_groups", call => ListAsync(call, chats))
        .On("GET /v0/evi/chat_groups/{id}", call => GetAsync(call, chats))
        .On("GET /v0/evi/chat_groups/{id}/events", call => ListEventsAsync(call, chats))
        .On("GET /v0/evi/chat_groups/{id}/audio", call => ListAudioAsync(call, chats, audio));

    private static Task ListAsync(ApiCall call, ChatStore chats)
    {
        var config = call.QueryText("config_id");
        var groups = chats.List()
            .GroupBy(chat => chat.GroupId)
            .Where(group => config is null || group.Any(chat => string.Equals(chat.ConfigId, config, StringComparison.OrdinalIgnoreCase)));
        var shown = ChatsApi.InDirection(call, groups);
        return AnswerAsync(call, [], Paging.Of(call).Answer(shown, "chat_groups_page", group => Overview([.. group], withLatest: true)));
    }

    private static Task GetAsync(ApiCall call, ChatStore chats)
    {
        var group = Find(call, chats);
        var shown = ChatsApi.InDirection(call, group.Where(ChatsApi.StatusFilter(call)));
        return AnswerAsync(call, Overview(group, withLatest: false), Paging.Of(call).Answer(shown, "chats_page", chat => chat.ToJson()));
    }

    private static Task ListEventsAsync(ApiCall call, ChatStore chats)
    {
        var group = Find(call, chats);
        var events = ChatsApi.InDirection(call, group.SelectMany(chat => chat.Events));
        var head = new JsonObject { ["id"] = group[0].GroupId };
        return AnswerAsync(call, head, Paging.Of(call).Answer(events, "events_page", entry => entry.ToJson()));
    }

    private static Task ListAudioAsync(ApiCall call, ChatStore chats, ChatAudio audio)
    {
        var group = Find(call, chats);
        var head = new JsonObject { ["id"] = group[0].GroupId, ["user_id"] = chats.UserId, ["num_chats"] = group.Count };
        var shown = ChatsApi.InDirection(call, group);
        return AnswerAsync(call, head, Paging.Of(call).Answer(shown, "audio_reconstructions_page", chat => audio.Reconstruction(chat, call.BaseAddress)));
    }

    private static JsonObject Overview(IReadOnlyList<Chat> chats, bool withLatest)
    {
        var overview = new JsonObject
        {
            ["id"] = chats[0].GroupId,
            ["first_start_timestamp"] = chats[0].StartTimestamp,
            ["most_recent_start_timestamp"] = chats[^1].StartTimestamp,
            ["num_chats"] = chats.Count,
            ["active"] = chats.Any(chat => chat.IsActive),
        };
        if (withLatest)
        {
            overview["most_recent_chat_id"] = chats[^1].Id;
            overview["most_recent_config"] = chats[^1].Config;
        }

        return overview;
    }

    private static Task AnswerAsync(ApiCall call, JsonObject head, JsonObject page)
    {
        head["pagination_direction"] = ChatsApi.Direction(call).Word;
        foreach (var (name, value) in page)
            head[name] = value?.DeepClone();

        return call.AnswerAsync(200, head);
    }

    private static IReadOnlyList<Chat> Find(ApiCall call, ChatStore chats) =>
        chats.ListGroup(call.Path("id")) is { Count: > 0 } group
            ? group
            : throw ApiRefusal.NotFound("E0708", $"There is no chat group {call.Path("id")}.");
}
