using HumeGen.Server.Storage;

namespace HumeGen.Server.Chats.History;

/// <summary>Keeps chats and what was said in them. Ids are compared without regard to case.</summary>
/// <remarks>
/// The methods are called from several threads at once. What they have returned from is kept: the server tells clients of an event only then. A store that
/// several servers share ends the chats of a server that has died.
/// </remarks>
public interface IChatStore
{
    /// <summary>Whether there is room for more events; when there is none, chats take no more messages. True unless implemented.</summary>
    ValueTask<bool> HasRoomAsync(CancellationToken cancellationToken = default) => new(true);

    /// <summary>Adds a chat.</summary>
    /// <returns>False when the chat is active and another one of its group is, too; then nothing is added.</returns>
    ValueTask<bool> AddAsync(ChatRecord chat, CancellationToken cancellationToken = default);

    /// <summary>Adds an entry to the history of its chat.</summary>
    ValueTask AppendAsync(ChatEvent entry, CancellationToken cancellationToken = default);

    /// <summary>Ends a chat with a state and a time in Unix milliseconds.</summary>
    ValueTask EndAsync(string chatId, string status, long endTimestamp, CancellationToken cancellationToken = default);

    /// <summary>A chat; null when there is none with this id.</summary>
    ValueTask<ChatRecord?> FindAsync(string chatId, CancellationToken cancellationToken = default);

    /// <summary>Chats by the time of their start, oldest first unless the query says otherwise.</summary>
    ValueTask<StoredPage<ChatRecord>> ListAsync(ChatQuery query, CancellationToken cancellationToken = default);

    /// <summary>Groups with a chat that the query chooses, by the time at which their first chat began, oldest first unless the query says otherwise.</summary>
    ValueTask<StoredPage<ChatGroup>> ListGroupsAsync(ChatQuery query, CancellationToken cancellationToken = default);

    /// <summary>Events chat by chat, oldest first unless the query says otherwise; none when there is no such chat or group.</summary>
    ValueTask<StoredPage<ChatEvent>> ListEventsAsync(ChatEventQuery query, CancellationToken cancellationToken = default);
}
