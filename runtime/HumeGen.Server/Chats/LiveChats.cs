using System.Collections.Concurrent;
using HumeGen.Server.Telemetry;

namespace HumeGen.Server.Chats;

/// <summary>The chats that are going on.</summary>
internal sealed class LiveChats
{
    private readonly ConcurrentDictionary<string, ChatSession> _sessions = new(StringComparer.OrdinalIgnoreCase);

    public ChatSession? Find(string chatId) => _sessions.GetValueOrDefault(chatId);

    public void Add(ChatSession session)
    {
        _sessions[session.Chat.Id] = session;
        ServerTelemetry.OpenChats.Add(1);
    }

    public void Remove(ChatSession session)
    {
        if (_sessions.TryRemove(session.Chat.Id, out _))
            ServerTelemetry.OpenChats.Add(-1);
    }
}
