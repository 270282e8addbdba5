using System.Collections.Immutable;

namespace HumeGen.Server.Chats.History;

/// <summary>Keeps chats in memory, up to a limit. The chats that ended first are forgotten to make room.</summary>
internal sealed class MemoryChatStore(long maxBytes) : IChatStore
{
    private const int Overhead = 256;
    private const int BytesOfScore = 24;

    private readonly object _gate = new();
    private readonly Dictionary<string, (ChatRecord Chat, ImmutableList<ChatEvent> Events)> _chats = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _order = [];
    private long _bytes;

    public ValueTask<bool> HasRoomAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            while (_bytes > maxBytes && OldestEnded() is { } oldest)
            {
                _bytes -= Overhead + _chats[oldest].Events.Sum(SizeOf);
                _order.Remove(oldest);
                _chats.Remove(oldest);
            }

            return new(_bytes <= maxBytes);
        }
    }

    public ValueTask AddAsync(ChatRecord chat, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _bytes += Overhead;
            _chats.Add(chat.Id, (chat, ImmutableList<ChatEvent>.Empty));
            _order.Add(chat.Id);
        }

        return default;
    }

    public ValueTask AppendAsync(ChatEvent entry, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var (chat, events) = _chats[entry.ChatId];
            _bytes += SizeOf(entry);
            _chats[entry.ChatId] = (chat with { EventCount = events.Count + 1 }, events.Add(entry));
        }

        return default;
    }

    public ValueTask EndAsync(string chatId, string status, long endTimestamp, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var (chat, events) = _chats[chatId];
            _chats[chatId] = (chat with { Status = status, EndTimestamp = endTimestamp }, events);
        }

        return default;
    }

    public ValueTask<ChatRecord?> FindAsync(string chatId, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return new(_chats.TryGetValue(chatId, out var found) ? found.Chat : null);
    }

    public ValueTask<IReadOnlyList<ChatRecord>> ListAsync(string? groupId = null, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            IEnumerable<ChatRecord> chats = _order.Select(id => _chats[id].Chat);
            if (groupId is not null)
                chats = chats.Where(chat => string.Equals(chat.GroupId, groupId, StringComparison.OrdinalIgnoreCase));

            return new([.. chats.OrderBy(chat => chat.StartTimestamp)]);
        }
    }

    public ValueTask<IReadOnlyList<ChatEvent>> ListEventsAsync(string chatId, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return new(_chats.TryGetValue(chatId, out var found) ? found.Events : []);
    }

    private string? OldestEnded() => _order.Select(id => _chats[id].Chat).Where(chat => !chat.IsActive).MinBy(chat => chat.EndTimestamp)?.Id;

    private static long SizeOf(ChatEvent entry) =>
        Overhead + (2L * ((entry.Text?.Length ?? 0) + (entry.Metadata?.Length ?? 0))) + (BytesOfScore * (long)(entry.Expressions?.Count ?? 0));
}
