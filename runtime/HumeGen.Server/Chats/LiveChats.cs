using System.Collections.Concurrent;
using HumeGen.Server.Chats.History;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.Chats;

/// <summary>The chats that are going on.</summary>
internal sealed class LiveChats
{
    private readonly ConcurrentDictionary<string, ChatSession> _sessions = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Held by whoever opens the next chat of a group, so that of several at once one finds the group without an active chat.</summary>
    public AsyncLock Resuming { get; } = new();

    public ChatSession? Find(string chatId) => _sessions.GetValueOrDefault(chatId);

    public void Add(ChatSession session) => _sessions[session.Chat.Id] = session;

    public void Remove(ChatSession session) => _sessions.TryRemove(session.Chat.Id, out _);
}
