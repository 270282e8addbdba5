namespace HumeGen;

/// <summary>The last 10,000 positions at which a list was.</summary>
internal sealed class SeenBefore<T>
    where T : notnull
{
    private const int Most = 10_000;

    private readonly HashSet<T> _known = [];
    private readonly Queue<T> _order = new();

    /// <summary>Remembers a position; false when the list was there before.</summary>
    public bool Add(T position)
    {
        if (!_known.Add(position))
            return false;

        _order.Enqueue(position);
        if (_order.Count > Most)
            _known.Remove(_order.Dequeue());
        return true;
    }
}
