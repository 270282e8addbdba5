using HumeGen.Json;

namespace HumeGen;

/// <summary>A message on its way out; the task ends when the network has taken it. It can be withdrawn until its turn has come.</summary>
/// <param name="message">The message.</param>
/// <param name="isAwaited">Whether a caller waits for the task.</param>
/// <param name="isRepeat">Whether it was sent before, on an earlier socket, and so is in the account already.</param>
internal sealed class Outgoing(IJsonWritable message, bool isAwaited = true, bool isRepeat = false)
    : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int Withdrawn = 2;

    private int _state;

    public IJsonWritable Message => message;

    /// <summary>Whether some of it may be on the wire. For the write loop, and for the end once that has ended.</summary>
    public bool IsOnItsWay { get; set; }

    public bool IsRepeat => isRepeat;

    public bool IsWithdrawn => Volatile.Read(ref _state) == Withdrawn;

    /// <summary>Its turn has come.</summary>
    /// <returns>False when it was withdrawn before.</returns>
    public bool TryStart() => Interlocked.CompareExchange(ref _state, Started, Waiting) == Waiting;

    /// <summary>Ends the task with an error, if anybody is there to see it.</summary>
    public void Fail(Exception error)
    {
        if (isAwaited)
            TrySetException(error);
    }

    /// <summary>Takes it back, unless it is on the wire already.</summary>
    public void Withdraw(CancellationToken cancellationToken)
    {
        if (Interlocked.CompareExchange(ref _state, Withdrawn, Waiting) == Waiting)
            TrySetCanceled(cancellationToken);
    }
}
