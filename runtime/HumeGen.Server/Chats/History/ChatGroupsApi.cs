using System.Text.Json.Nodes;
using HumeGen.Server.Transport;

namespace HumeGen.Server.Chats.History;

/// <summary>Groups of chats that resumed one another.</summary>
internal static class ChatGroupsApi
{
    public static void Register(HandlerTable handlers, ChatLog chats, ChatAudio audio) => handlers
        .On("GET /v0/evi/chat_groups", call => ListAsync(call, chats))
        .On("GET /v0/evi/chat_groups/{id}", call => GetAsync(call, chats))
        .On("GET /v0/evi/chat_groups/{id}/events", call => ListEventsAsync(call, chats))
        .On("GET /v0/evi/chat_groups/{id}/audio", call => ListAudioAsync(call, chats, audio));

    private static async Task ListAsync(ApiCall call, ChatLog chats)
    {
        var paging = Paging.Of(call);
        var groups = await chats.ListGroupsAsync(Query(call, paging) with { ConfigId = call.QueryText("config_id") }).ConfigureAwait(false);
        await AnswerAsync(call, [], paging.Answer(groups, "chat_groups_page", OverviewWithLatest)).ConfigureAwait(false);
    }

    private static async Task GetAsync(ApiCall call, ChatLog chats)
    {
        var group = await FindAsync(call, chats).ConfigureAwait(false);
        var paging = Paging.Of(call);
        var page = await chats.ListAsync(Query(call, paging) with { GroupId = group.Id, Status = ChatsApi.Status(call) }).ConfigureAwait(false);
        await AnswerAsync(call, Overview(group), paging.Answer(page, "chats_page", ChatJson.Of)).ConfigureAwait(false);
    }

    private static async Task ListEventsAsync(ApiCall call, ChatLog chats)
    {
        var group = await FindAsync(call, chats).ConfigureAwait(false);
        var paging = Paging.Of(call);
        var query = new ChatEventQuery { GroupId = group.Id, NewestFirst = !ChatsApi.Direction(call).Ascending, Skip = paging.Skip, Take = paging.Size };
        var page = await chats.ListEventsAsync(query).ConfigureAwait(false);
        await AnswerAsync(call, new JsonObject { ["id"] = group.Id }, paging.Answer(page, "events_page", ChatJson.Of)).ConfigureAwait(false);
    }

    private static async Task ListAudioAsync(ApiCall call, ChatLog chats, ChatAudio audio)
    {
        var group = await FindAsync(call, chats).ConfigureAwait(false);
        var head = new JsonObject { ["id"] = group.Id, ["user_id"] = chats.UserId, ["num_chats"] = group.Count };
        var paging = Paging.Of(call);
        var page = await chats.ListAsync(Query(call, paging) with { GroupId = group.Id }).ConfigureAwait(false);
        var entries = new JsonArray();
        foreach (var chat in page.Entries)
            entries.Add((JsonNode)await audio.ReconstructAsync(chat, call.BaseAddress, call.Aborted).ConfigureAwait(false));

        await AnswerAsync(call, head, paging.Answer(entries, page.Total, "audio_reconstructions_page")).ConfigureAwait(false);
    }

    private static ChatQuery Query(ApiCall call, Paging paging) =>
        new() { NewestFirst = !ChatsApi.Direction(call).Ascending, Skip = paging.Skip, Take = paging.Size };

    private static JsonObject Overview(ChatGroup group) => new()
    {
        ["id"] = group.Id,
        ["first_start_timestamp"] = group.FirstStartTimestamp,
        ["most_recent_start_timestamp"] = group.Latest.StartTimestamp,
        ["num_chats"] = group.Count,
        ["active"] = group.IsActive,
    };

    private static JsonObject OverviewWithLatest(ChatGroup group)
    {
        var overview = Overview(group);
        overview["most_recent_chat_id"] = group.Latest.Id;
        overview["most_recent_config"] = ChatJson.ConfigOf(group.Latest);
        return overview;
    }

    private static Task AnswerAsync(ApiCall call, JsonObject head, JsonObject page)
    {
        head["pagination_direction"] = ChatsApi.Direction(call).Word;
        foreach (var (name, value) in page)
            head[name] = value?.DeepClone();

        return call.AnswerAsync(200, head);
    }

    private static async ValueTask<ChatGroup> FindAsync(ApiCall call, ChatLog chats)
    {
        var found = await chats.ListGroupsAsync(new() { GroupId = call.Path("id"), Take = 1 }).ConfigureAwait(false);
        return found.Entries is [var group] ? group : throw ApiRefusal.NotFound("E0708", $"There is no chat group {call.Path("id")}.");
    }
}
