using HumeGen.Server.Transport;

namespace HumeGen.Server.Chats.History;

/// <summary>The chats that have been held, what was said in them, and their recordings.</summary>
internal static class ChatsApi
{
    private static readonly string[] Statuses =
        ["ACTIVE", "USER_ENDED", "USER_TIMEOUT", "MAX_DURATION_TIMEOUT", "INACTIVITY_TIMEOUT", "ERROR"];

    public static void Register(HandlerTable handlers, ChatStore chats, ChatAudio audio) => handlers
        .On("GET /v0/evi/chats", call => ListAsync(call, chats))
        .On("GET /v0/evi/chats/{id}", call => ListEventsAsync(call, chats))
        .On("GET /v0/evi/chats/{id}/audio", call => call.AnswerAsync(200, audio.Reconstruction(Find(call, chats), call.BaseAddress)));

    /// <summary>
    /// Whether the oldest entry comes first, which it does unless the request says otherwise, and the word for it in the answer.
    /// </summary>
    public static (bool Ascending, string Word) Direction(ApiCall call) =>
        call.QueryFlag("ascending_order") ?? true ? (true, "ASC") : (false, "DESC");

    public static IReadOnlyList<T> InDirection<T>(ApiCall call, IEnumerable<T> oldestFirst) =>
        Direction(call).Ascending ? [.. oldestFirst] : [.. oldestFirst.Reverse()];

    public static Func<Chat, bool> StatusFilter(ApiCall call)
    {
        var status = call.QueryText("status");
        return status is null || Statuses.Contains(status)
            ? chat => status is null || chat.Status == status
            : throw call.Invalid($"The status is one of {string.Join(", ", Statuses)}", "enum", "query", "status");
    }

    private static Task ListAsync(ApiCall call, ChatStore chats)
    {
        var config = call.QueryText("config_id");
        var found = chats.List()
            .Where(StatusFilter(call))
            .Where(chat => config is null || string.Equals(chat.ConfigId, config, StringComparison.OrdinalIgnoreCase));
        var answer = Paging.Of(call).Answer(InDirection(call, found), "chats_page", chat => chat.ToJson());
        answer["pagination_direction"] = Direction(call).Word;
        return call.AnswerAsync(200, answer);
    }

    private static Task ListEventsAsync(ApiCall call, ChatStore chats)
    {
        var chat = Find(call, chats);
        var answer = chat.ToJson();
        answer.Remove("event_count");
        answer["pagination_direction"] = Direction(call).Word;
        foreach (var (name, value) in Paging.Of(call).Answer(InDirection(call, chat.Events), "events_page", entry => entry.ToJson()))
            answer[name] = value?.DeepClone();

        return call.AnswerAsync(200, answer);
    }

    private static Chat Find(ApiCall call, ChatStore chats) =>
        chats.Find(call.Path("id")) ?? throw ApiRefusal.NotFound("E0400", $"There is no chat {call.Path("id")}.");
}
