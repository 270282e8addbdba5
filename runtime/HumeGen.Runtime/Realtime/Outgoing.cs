using HumeGen.Json;

namespace HumeGen;

/// <summary>A message on its way out; the task ends when the network has taken it. It can be withdrawn until its turn has come.</summary>
internal sealed class Outgoing(IJsonWritable message) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int Withdrawn = 2;

    private int _state;

    public IJsonWritable Message => message;

    /// <summary>Whether some of it may be on the wire. For the write loop, and for the end once that has ended.</summary>
    public bool IsOnItsWay { get; set; }

    /// <summary>Its turn has come.</summary>
    /// <returns>False when it was withdrawn before.</returns>
    public bool TryStart() => Interlocked.CompareExchange(ref _state, Started, Waiting) == Waiting;

    /// <summary>Takes it back, unless it is on the wire already.</summary>
    public void Withdraw(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting)
            TrySetCanceled(cancellationToken);
    }
}
