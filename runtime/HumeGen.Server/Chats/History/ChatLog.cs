using HumeGen.Server.Engines;
using HumeGen.Server.Storage;

namespace HumeGen.Server.Chats.History;

/// <summary>Writes chats into the store and reads them: gives ids and times to what is new.</summary>
internal sealed class ChatLog(IChatStore store, IdSource ids, TimeProvider clock)
{
    /// <summary>The most events of earlier chats that a resumed one knows.</summary>
    private const int MostResumedEvents = 300;

    public string UserId { get; } = IdSource.From("user");

    public ValueTask<bool> HasRoomAsync() => store.HasRoomAsync();

    /// <summary>Opens a chat, in a new group or as the next one of a group.</summary>
    public async ValueTask<ChatRecord> OpenAsync(
        string? groupId = null, string? configId = null, int? configVersion = null, bool allowConnection = false, long? startTimestamp = null)
    {
        var group = groupId ?? ids.Next();
        var chat = new ChatRecord(ids.Next(), group, configId, configVersion, ChatRecord.Active, allowConnection, startTimestamp ?? Now());
        await store.AddAsync(chat).ConfigureAwait(false);
        return chat;
    }

    /// <summary>Adds an entry to the history of a chat.</summary>
    public async ValueTask<ChatEvent> AppendAsync(
        string chatId,
        string role,
        string type,
        string? text,
        IReadOnlyList<ExpressionScore>? scores = null,
        string? metadata = null,
        string? relatedEventId = null,
        long? timestamp = null)
    {
        var entry = new ChatEvent(ids.Next(), chatId, timestamp ?? Now(), role, type, text)
        {
            Expressions = scores is { Count: > 0 } ? scores : null,
            Metadata = metadata,
            RelatedEventId = relatedEventId,
        };
        await store.AppendAsync(entry).ConfigureAwait(false);
        return entry;
    }

    /// <summary>Ends a chat with one of the API's states, such as USER_ENDED.</summary>
    public ValueTask EndAsync(string chatId, string status, long? timestamp = null) => store.EndAsync(chatId, status, timestamp ?? Now());

    public ValueTask<ChatRecord?> FindAsync(string chatId) => store.FindAsync(chatId);

    /// <summary>All chats, oldest first.</summary>
    public ValueTask<IReadOnlyList<ChatRecord>> ListAsync() => store.ListAsync();

    /// <summary>The chats of a group, oldest first; empty when there is no such group.</summary>
    public ValueTask<IReadOnlyList<ChatRecord>> ListGroupAsync(string groupId) => store.ListAsync(groupId);

    public ValueTask<IReadOnlyList<ChatEvent>> ListEventsAsync(string chatId) => store.ListEventsAsync(chatId);

    /// <summary>The last events of chats, oldest first.</summary>
    /// <param name="chats">The chats, oldest first.</param>
    /// <param name="limit">The number of events; the API's limit unless given.</param>
    public async ValueTask<IReadOnlyList<ChatEvent>> ListLastEventsAsync(IReadOnlyList<ChatRecord> chats, double? limit)
    {
        var most = (int)Math.Clamp(limit ?? MostResumedEvents, 0, MostResumedEvents);
        var found = new List<ChatEvent>();
        foreach (var chat in chats.Reverse())
        {
            if (found.Count >= most)
                break;

            found.InsertRange(0, await store.ListEventsAsync(chat.Id).ConfigureAwait(false));
        }

        return [.. found.TakeLast(most)];
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
