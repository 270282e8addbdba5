using System.Collections.Immutable;
using HumeGen.Simulator.Hosting;

namespace HumeGen.Simulator.Chats;

/// <summary>Chats past and present. Sockets open, extend and end chats here; the REST calls read what was kept.</summary>
internal sealed class ChatStore(IdSource ids, TimeProvider clock, long maxBytes)
{
    private const int Overhead = 256;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Chat> _chats = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _order = [];
    private long _bytes;

    public string UserId { get; } = IdSource.From("user");

    /// <summary>Opens a chat, in a new group or as the next one of a group.</summary>
    public Chat Open(
        string? groupId = null,
        string? configId = null,
        int? configVersion = null,
        bool allowConnection = false,
        long? startTimestamp = null)
    {
        var group = groupId ?? ids.Next();
        var start = startTimestamp ?? Now();
        var chat = new Chat(ids.Next(), group, configId, configVersion, Chat.Active, allowConnection, start, null, null, ImmutableList<ChatEvent>.Empty);
        lock (_gate)
        {
            _bytes += Overhead;
            _chats.Add(chat.Id, chat);
            _order.Add(chat.Id);
        }

        return chat;
    }

    /// <summary>Adds an entry to the history of a chat.</summary>
    public ChatEvent Append(
        string chatId,
        string role,
        string type,
        string? text,
        string? scoreSeed = null,
        string? metadata = null,
        string? relatedEventId = null,
        long? timestamp = null)
    {
        var entry = new ChatEvent(ids.Next(), chatId, timestamp ?? Now(), role, type, text, scoreSeed, metadata, relatedEventId);
        lock (_gate)
        {
            _bytes += SizeOf(entry);
            _chats[chatId] = _chats[chatId] with { Events = _chats[chatId].Events.Add(entry) };
        }

        return entry;
    }

    /// <summary>Ends a chat with one of Hume's states, such as USER_ENDED.</summary>
    public void End(string chatId, string status, long? timestamp = null)
    {
        lock (_gate)
            _chats[chatId] = _chats[chatId] with { Status = status, EndTimestamp = timestamp ?? Now() };
    }

    /// <summary>Whether there is room for more events. Makes it by forgetting the chats that ended first.</summary>
    public bool HasRoom()
    {
        lock (_gate)
        {
            while (_bytes > maxBytes && _order.Select(id => _chats[id]).Where(chat => !chat.IsActive).MinBy(chat => chat.EndTimestamp) is { } oldest)
            {
                _order.Remove(oldest.Id);
                _chats.Remove(oldest.Id);
                _bytes -= Overhead + oldest.Events.Sum(SizeOf);
            }

            return _bytes <= maxBytes;
        }
    }

    public Chat? Find(string chatId)
    {
        lock (_gate)
            return _chats.GetValueOrDefault(chatId);
    }

    /// <summary>All chats, oldest first.</summary>
    public IReadOnlyList<Chat> List()
    {
        lock (_gate)
            return [.. _order.Select(id => _chats[id]).OrderBy(chat => chat.StartTimestamp)];
    }

    /// <summary>The chats of a group, oldest first; empty when there is no such group.</summary>
    public IReadOnlyList<Chat> ListGroup(string groupId) =>
        [.. List().Where(chat => string.Equals(chat.GroupId, groupId, StringComparison.OrdinalIgnoreCase))];

    private static long SizeOf(ChatEvent entry) => Overhead + (2L * ((entry.Text?.Length ?? 0) + (entry.Metadata?.Length ?? 0) + (entry.ScoreSeed?.Length ?? 0)));

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
