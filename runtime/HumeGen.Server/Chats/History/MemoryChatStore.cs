using System.Collections.Immutable;
using HumeGen.Server.Storage;

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

    public ValueTask<bool> AddAsync(ChatRecord chat, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (chat.IsActive && Chosen(new() { GroupId = chat.GroupId, Status = ChatRecord.Active }).Any())
                return new(false);

            _bytes += Overhead;
            _chats.Add(chat.Id, (chat, ImmutableList<ChatEvent>.Empty));
            _order.Add(chat.Id);
            return new(true);
        }
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

    public ValueTask<StoredPage<ChatRecord>> ListAsync(ChatQuery query, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return new(Page(Chosen(query), query.NewestFirst, query.Skip, query.Take));
    }

    public ValueTask<StoredPage<ChatGroup>> ListGroupsAsync(ChatQuery query, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var chosen = Chosen(query).Select(chat => chat.GroupId).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var groups = Chosen(new())
                .Where(chat => chosen.Contains(chat.GroupId))
                .GroupBy(chat => chat.GroupId, StringComparer.OrdinalIgnoreCase)
                .Select(group => new ChatGroup(group.Key, group.First().StartTimestamp, group.Count(), group.Any(chat => chat.IsActive), group.Last()));
            return new(Page(groups, query.NewestFirst, query.Skip, query.Take));
        }
    }

    public ValueTask<StoredPage<ChatEvent>> ListEventsAsync(ChatEventQuery query, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var events = query.ChatId is null
                ? Chosen(new() { GroupId = query.GroupId }).SelectMany(chat => _chats[chat.Id].Events)
                : _chats.TryGetValue(query.ChatId, out var found) ? found.Events : [];
            return new(Page(events, query.NewestFirst, query.Skip, query.Take));
        }
    }

    /// <summary>The chats that a query chooses, oldest first.</summary>
    private IEnumerable<ChatRecord> Chosen(ChatQuery query) => _order
        .Select(id => _chats[id].Chat)
        .Where(chat => (query.GroupId is null || Same(chat.GroupId, query.GroupId))
            && (query.ConfigId is null || Same(chat.ConfigId, query.ConfigId))
            && (query.Status is null || chat.Status == query.Status))
        .OrderBy(chat => chat.StartTimestamp);

    private static StoredPage<T> Page<T>(IEnumerable<T> oldestFirst, bool newestFirst, int skip, int take)
    {
        List<T> all = [.. oldestFirst];
        if (newestFirst)
            all.Reverse();

        return new StoredPage<T>([.. all.Skip(skip).Take(take)], all.Count);
    }

    private static bool Same(string? id, string other) => string.Equals(id, other, StringComparison.OrdinalIgnoreCase);

    private string? OldestEnded() => _order.Select(id => _chats[id].Chat).Where(chat => !chat.IsActive).MinBy(chat => chat.EndTimestamp)?.Id;

    private static long SizeOf(ChatEvent entry) =>
        Overhead + (2L * ((entry.Text?.Length ?? 0) + (entry.Metadata?.Length ?? 0))) + (BytesOfScore * (long)(entry.Expressions?.Count ?? 0));
}
