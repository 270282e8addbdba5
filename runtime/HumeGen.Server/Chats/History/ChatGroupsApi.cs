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
        var config = call.QueryText("config_id");
        var groups = (await chats.ListAsync().ConfigureAwait(false))
            .GroupBy(chat => chat.GroupId)
            .Where(group => config is null || group.Any(chat => string.Equals(chat.ConfigId, config, StringComparison.OrdinalIgnoreCase)));
        var shown = ChatsApi.InDirection(call, groups);
        await AnswerAsync(call, [], Paging.Of(call).Answer(shown, "chat_groups_page", group => Overview([.. group], withLatest: true))).ConfigureAwait(false);
    }

    private static async Task GetAsync(ApiCall call, ChatLog chats)
    {
        var group = await FindAsync(call, chats).ConfigureAwait(false);
        var shown = ChatsApi.InDirection(call, group.Where(ChatsApi.StatusFilter(call)));
        await AnswerAsync(call, Overview(group, withLatest: false), Paging.Of(call).Answer(shown, "chats_page", ChatJson.Of)).ConfigureAwait(false);
    }

    private static async Task ListEventsAsync(ApiCall call, ChatLog chats)
    {
        var group = await FindAsync(call, chats).ConfigureAwait(false);
        var all = new List<ChatEvent>();
        foreach (var chat in group)
            all.AddRange(await chats.ListEventsAsync(chat.Id).ConfigureAwait(false));

        var head = new JsonObject { ["id"] = group[0].GroupId };
        await AnswerAsync(call, head, Paging.Of(call).Answer(ChatsApi.InDirection(call, all), "events_page", ChatJson.Of)).ConfigureAwait(false);
    }

    private static async Task ListAudioAsync(ApiCall call, ChatLog chats, ChatAudio audio)
    {
        var group = await FindAsync(call, chats).ConfigureAwait(false);
        var head = new JsonObject { ["id"] = group[0].GroupId, ["user_id"] = chats.UserId, ["num_chats"] = group.Count };
        var page = Paging.Of(call);
        var shown = ChatsApi.InDirection(call, group);
        var entries = new JsonArray();
        foreach (var chat in shown.Skip(page.Skip).Take(page.Size))
            entries.Add(await audio.ReconstructAsync(chat, call.BaseAddress).ConfigureAwait(false));

        await AnswerAsync(call, head, page.Answer(entries, shown.Count, "audio_reconstructions_page")).ConfigureAwait(false);
    }

    private static JsonObject Overview(IReadOnlyList<ChatRecord> chats, bool withLatest)
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
            overview["most_recent_config"] = ChatJson.ConfigOf(chats[^1]);
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

    private static async ValueTask<IReadOnlyList<ChatRecord>> FindAsync(ApiCall call, ChatLog chats) =>
        await chats.ListGroupAsync(call.Path("id")).ConfigureAwait(false) is { Count: > 0 } group
            ? group
            : throw ApiRefusal.NotFound("E0708", $"There is no chat group {call.Path("id")}.");
}
