namespace HumeGen;

/// <summary>A set that keeps only the values that were added last, so that its memory is bounded.</summary>
/// <param name="most">The number of values that it keeps.</param>
internal sealed class NewestSet<T>(int most)
{
    private readonly HashSet<T> _values = [];
    private readonly Queue<T> _order = new();

    public bool Contains(T value) => _values.Contains(value);

    /// <summary>Adds a value; false when it is there already.</summary>
    public bool Add(T value)
    {
        if (!_values.Add(value))
            return false;
        _order.Enqueue(value);
        if (_order.Count > most)
            _values.Remove(_order.Dequeue());
        return true;
    }

    public void Clear()
    {
        _values.Clear();
        _order.Clear();
    }
}
