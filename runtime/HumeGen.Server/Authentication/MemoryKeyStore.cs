namespace HumeGen.Server.Authentication;

/// <summary>Keeps keys in memory.</summary>
internal sealed class MemoryKeyStore : IKeyStore
{
    private readonly object _gate = new();
    private readonly List<StoredKey> _keys = [];
    private readonly Dictionary<string, HashSet<int>> _chats = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (DateOnly Day, KeyUsage Usage)> _usage = new(StringComparer.Ordinal);

    public ValueTask AddAsync(StoredKey key, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            _keys.Add(key);

        return default;
    }

    public ValueTask<IReadOnlyList<StoredKey>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return new([.. _keys.Where(key => ids.Contains(key.Id))]);
    }

    public ValueTask<IReadOnlyList<StoredKey>> ListAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
            return new([.. _keys]);
    }

    public ValueTask<bool> RevokeAsync(string id, DateTimeOffset time, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var index = _keys.FindIndex(key => key.Id == id && key.Revoked is null);
            if (index < 0)
                return new(false);

            _keys[index] = _keys[index] with { Revoked = time };
            return new(true);
        }
    }

    public ValueTask<int?> EnterChatAsync(string id, int most, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_chats.TryGetValue(id, out var taken))
                _chats[id] = taken = [];

            if (taken.Count >= most)
                return new((int?)null);

            var place = Enumerable.Range(0, most).First(taken.Add);
            return new(place);
        }
    }

    public ValueTask LeaveChatAsync(string id, int place, CancellationToken cancellationToken = default)
    {
        lock (_gate)
            _chats[id].Remove(place);

        return default;
    }

    public ValueTask<KeyUsage> AddUsageAsync(string id, DateOnly day, double seconds, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var (before, usage) = _usage.GetValueOrDefault(id);
            usage = new KeyUsage(
                (day == before ? usage.DaySeconds : 0) + seconds,
                ((day.Year, day.Month) == (before.Year, before.Month) ? usage.MonthSeconds : 0) + seconds,
                usage.TotalSeconds + seconds);
            _usage[id] = (day, usage);
            return new(usage);
        }
    }
}
