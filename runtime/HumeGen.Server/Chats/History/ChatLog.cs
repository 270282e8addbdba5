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

    /// <summary>Opens a chat, in a new group or as the next one of a group; null when another chat of the group is active.</summary>
    public async ValueTask<ChatRecord?> OpenAsync(
        string? groupId = null, string? configId = null, int? configVersion = null, bool allowConnection = false, long? startTimestamp = null)
    {
        var group = groupId ?? ids.Next();
        var chat = new ChatRecord(ids.Next(), group, configId, configVersion, ChatRecord.Active, allowConnection, startTimestamp ?? Now());
        return await store.AddAsync(chat).ConfigureAwait(false) ? chat : null;
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

    /// <inheritdoc cref="IChatStore.ListAsync"/>
    public ValueTask<StoredPage<ChatRecord>> ListAsync(ChatQuery query) => store.ListAsync(query);

    /// <inheritdoc cref="IChatStore.ListGroupsAsync"/>
    public ValueTask<StoredPage<ChatGroup>> ListGroupsAsync(ChatQuery query) => store.ListGroupsAsync(query);

    /// <inheritdoc cref="IChatStore.ListEventsAsync"/>
    public ValueTask<StoredPage<ChatEvent>> ListEventsAsync(ChatEventQuery query) => store.ListEventsAsync(query);

    /// <summary>The last events of a group, oldest first.</summary>
    /// <param name="groupId">The group.</param>
    /// <param name="limit">The number of events; the API's limit unless given.</param>
    public async ValueTask<IReadOnlyList<ChatEvent>> ListLastEventsAsync(string groupId, double? limit)
    {
        var most = (int)Math.Clamp(limit ?? MostResumedEvents, 0, MostResumedEvents);
        var newest = await store.ListEventsAsync(new() { GroupId = groupId, NewestFirst = true, Take = most }).ConfigureAwait(false);
        return [.. newest.Entries.Reverse()];
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
