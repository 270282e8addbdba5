using System.Diagnostics.CodeAnalysis;

namespace HumeGen.Simulator.Hosting;

/// <summary>Values by key, of which only the newest are kept.</summary>
internal sealed class NewestEntries<T>(int capacity, StringComparer comparer)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, T> _entries = new(comparer);
    private readonly Queue<string> _order = new();

    public void Set(string key, T value)
    {
        lock (_gate)
        {
            if (_entries.TryAdd(key, value))
                _order.Enqueue(key);
            else
                _entries[key] = value;

            if (_order.Count > capacity)
                _entries.Remove(_order.Dequeue());
        }
    }

    public bool TryGet(string key, [MaybeNullWhen(false)] out T value)
    {
        lock (_gate)
            return _entries.TryGetValue(key, out value);
    }
}
