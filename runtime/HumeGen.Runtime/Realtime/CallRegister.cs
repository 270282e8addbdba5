namespace HumeGen;

/// <summary>The calls of the server that came over the present socket: an answer must not go to another one. Only the newest are known, so that memory stays bounded.</summary>
internal sealed class CallRegister
{
    private const int MostKnown = 1024;

    // Guarded by the lock of its owner.
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private bool _hasEarlier;

    /// <summary>A call came.</summary>
    public void Add(string id)
    {
        if (!_known.Add(id))
            return;
        _order.Enqueue(id);
        if (_order.Count > MostKnown)
            _known.Remove(_order.Dequeue());
    }

    /// <summary>The socket is over, and its calls with it.</summary>
    public void OnSocketEnded()
    {
        _hasEarlier = true;
        _known.Clear();
        _order.Clear();
    }

    /// <summary>Whether an answer may be sent. Before the first drop every one may, as there is no other conversation that it could belong to.</summary>
    public bool MayAnswer(string id) => !_hasEarlier || _known.Contains(id);
}
