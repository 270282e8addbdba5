namespace HumeGen;

/// <summary>The last 10,000 positions at which a list was, and one before them, so that a circle of any length is found (Brent's algorithm).</summary>
internal sealed class SeenBefore<T>
    where T : notnull
{
    private const int Most = 10_000;

    private readonly HashSet<T> _known = [];
    private readonly Queue<T> _order = new();
    private (bool IsSet, T Position) _mark;
    private long _steps;
    private long _most = Most;

    /// <summary>Remembers a position; false when the list was there before.</summary>
    public bool Add(T position)
    {
        if ((_mark.IsSet && _mark.Position.Equals(position)) || !_known.Add(position))
            return false;

        _order.Enqueue(position);
        if (_order.Count > Most)
            _known.Remove(_order.Dequeue());
        if (++_steps == _most)
        {
            _mark = (true, position);
            _steps = 0;
            _most *= 2;
        }

        return true;
    }
}
