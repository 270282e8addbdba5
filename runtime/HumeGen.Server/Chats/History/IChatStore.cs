namespace HumeGen.Server.Chats.History;

/// <summary>Keeps chats and what was said in them. Ids are compared without regard to case. The methods are called from several threads at once.</summary>
public interface IChatStore
{
    /// <summary>Whether there is room for more events; when there is none, chats take no more messages. True unless implemented.</summary>
    ValueTask<bool> HasRoomAsync(CancellationToken cancellationToken = default) => new(true);

    /// <summary>Adds a chat.</summary>
    ValueTask AddAsync(ChatRecord chat, CancellationToken cancellationToken = default);

    /// <summary>Adds an entry to the history of its chat.</summary>
    ValueTask AppendAsync(ChatEvent entry, CancellationToken cancellationToken = default);

    /// <summary>Ends a chat with a state and a time in Unix milliseconds.</summary>
    ValueTask EndAsync(string chatId, string status, long endTimestamp, CancellationToken cancellationToken = default);

    /// <summary>A chat; null when there is none with this id.</summary>
    ValueTask<ChatRecord?> FindAsync(string chatId, CancellationToken cancellationToken = default);

    /// <summary>All chats, or those of one group, by the time of their start, oldest first.</summary>
    ValueTask<IReadOnlyList<ChatRecord>> ListAsync(string? groupId = null, CancellationToken cancellationToken = default);

    /// <summary>The history of a chat, oldest first; empty when there is no such chat.</summary>
    ValueTask<IReadOnlyList<ChatEvent>> ListEventsAsync(string chatId, CancellationToken cancellationToken = default);
}
