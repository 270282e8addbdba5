namespace HumeGen.Server.Transport;

/// <summary>The end of a server: tells the requests that run to come to an end, cuts those that do not, and waits for them.</summary>
// The sources are cancelled in the end, which frees their timers, and requests may still look at them afterwards.
#pragma warning disable CA1001
internal sealed class Shutdown
#pragma warning restore CA1001
{
    // Sockets need a second for their closing messages.
    private static readonly TimeSpan UntilCut = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _begun = new();
    private readonly CancellationTokenSource _cut = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // One for the server itself, until it ends.
    private int _running = 1;
    private int _beginning;

    /// <summary>Set when requests should come to an end.</summary>
    public CancellationToken Begun => _begun.Token;

    /// <summary>Set when requests that still run are cut off.</summary>
    public CancellationToken Cut => _cut.Token;

    public void Enter() => Interlocked.Increment(ref _running);

    public void Leave()
    {
        if (Interlocked.Decrement(ref _running) == 0)
            _idle.TrySetResult();
    }

    /// <summary>Tells all requests to come to an end, without waiting for them.</summary>
    public void Begin()
    {
        if (Interlocked.Exchange(ref _beginning, 1) == 1)
            return;

        _cut.CancelAfter(UntilCut);
        _ = _begun.CancelAsync();
        Leave();
    }

    /// <summary>Tells all requests to come to an end, and waits until they have, two seconds at most.</summary>
    public async Task EndAsync()
    {
        Begin();
        await Task.WhenAny(_idle.Task, Task.Delay(Longest)).ConfigureAwait(false);
    }
}
