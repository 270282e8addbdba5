namespace HumeGen.Server.Transport.Sockets;

/// <summary>
/// Counts equal errors in a row: Hume closes a connection after ten, so that a client that repeats itself comes to an end.
/// </summary>
internal sealed class RepeatedFaults
{
    private const int Limit = 10;

    private SocketFault? _last;
    private int _count;

    /// <summary>Counts an error; when there have been too many, gives the reason to close the connection with.</summary>
    public string? Add(SocketFault fault)
    {
        _count = fault == _last ? _count + 1 : 1;
        _last = fault;
        return _count >= Limit ? $"{fault.Code} {Limit} times in a row" : null;
    }

    public void Reset() => (_last, _count) = (null, 0);
}
