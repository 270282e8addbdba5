using HumeGen.Server.Transport;

namespace HumeGen.Server.Chats.History;

/// <summary>The chats that have been held, what was said in them, and their recordings.</summary>
internal static class ChatsApi
{
    private static readonly string[] Statuses =
        ["ACTIVE", "USER_ENDED", "USER_TIMEOUT", "MAX_DURATION_TIMEOUT", "INACTIVITY_TIMEOUT", "ERROR"];

    public static void Register(HandlerTable handlers, ChatLog chats, ChatAudio audio) => handlers
        .On("GET /v0/evi/chats", call => ListAsync(call, chats))
        .On("GET /v0/evi/chats/{id}", call => ListEventsAsync(call, chats))
        .On("GET /v0/evi/chats/{id}/audio", call => GetAudioAsync(call, chats, audio));

    /// <summary>
    /// Whether the oldest entry comes first, which it does unless the request says otherwise, and the word for it in the answer.
    /// </summary>
    public static (bool Ascending, string Word) Direction(ApiCall call) =>
        call.QueryFlag("ascending_order") ?? true ? (true, "ASC") : (false, "DESC");

    /// <summary>The state that the request asks for; null for any.</summary>
    public static string? Status(ApiCall call)
    {
        var status = call.QueryText("status");
        return status is null || Statuses.Contains(status)
            ? status
            : throw call.Invalid($"The status is one of {string.Join(", ", Statuses)}", "enum", "query", "status");
    }

    private static async Task ListAsync(ApiCall call, ChatLog chats)
    {
        var paging = Paging.Of(call);
        var page = await chats.ListAsync(new()
        {
            ConfigId = call.QueryText("config_id"),
            Status = Status(call),
            NewestFirst = !Direction(call).Ascending,
            Skip = paging.Skip,
            Take = paging.Size,
        }).ConfigureAwait(false);
        var answer = paging.Answer(page, "chats_page", ChatJson.Of);
        answer["pagination_direction"] = Direction(call).Word;
        await call.AnswerAsync(200, answer).ConfigureAwait(false);
    }

    private static async Task ListEventsAsync(ApiCall call, ChatLog chats)
    {
        var chat = await FindAsync(call, chats).ConfigureAwait(false);
        var paging = Paging.Of(call);
        var query = new ChatEventQuery { ChatId = chat.Id, NewestFirst = !Direction(call).Ascending, Skip = paging.Skip, Take = paging.Size };
        var events = await chats.ListEventsAsync(query).ConfigureAwait(false);
        var answer = ChatJson.Of(chat);
        answer.Remove("event_count");
        answer["pagination_direction"] = Direction(call).Word;
        foreach (var (name, value) in paging.Answer(events, "events_page", ChatJson.Of))
            answer[name] = value?.DeepClone();

        await call.AnswerAsync(200, answer).ConfigureAwait(false);
    }

    private static async Task GetAudioAsync(ApiCall call, ChatLog chats, ChatAudio audio)
    {
        var chat = await FindAsync(call, chats).ConfigureAwait(false);
        await call.AnswerAsync(200, await audio.ReconstructAsync(chat, call.BaseAddress, call.Aborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private static async ValueTask<ChatRecord> FindAsync(ApiCall call, ChatLog chats) =>
        await chats.FindAsync(call.Path("id")).ConfigureAwait(false) ?? throw ApiRefusal.NotFound("E0400", $"There is no chat {call.Path("id")}.");
}
