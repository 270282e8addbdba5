using System.Collections.Concurrent;

namespace HumeGen.Tests;

/// <summary>
/// What must hold of every connection, whatever happens to it: it ends once and tells so once and last, no task's exception stays unobserved, and no text of its end
/// tells the credential. <see cref="WireServer"/> checks that no socket stays open.
/// </summary>
internal sealed class Invariants(TimeSpan guard, string secret) : IDisposable
{
    private readonly ConcurrentQueue<Exception> _unobserved = new();
    private readonly ConcurrentQueue<(TestConnection Connection, ConcurrentQueue<RealtimeState> States)> _connections = new();

    /// <summary>Begins to look for exceptions that nobody observes.</summary>
    public void Start() => TaskScheduler.UnobservedTaskException += OnUnobserved;

    /// <summary>Looks at a connection from now on.</summary>
    public void Watch(TestConnection connection)
    {
        var states = new ConcurrentQueue<RealtimeState>();
        connection.StateChanged += (_, state) => states.Enqueue(state);

        // One that ended before anybody could listen has nothing to tell.
        if (connection.State == RealtimeState.Open)
            _connections.Enqueue((connection, states));
    }

    /// <summary>Checks all of it.</summary>
    public void Dispose()
    {
        foreach (var (connection, states) in _connections)
        {
            if (!connection.Closed.IsCompletedSuccessfully)
            {
                Assert.False(connection.Closed.IsCompleted, "Closed never fails.");
                continue;
            }

            Assert.True(SpinWait.SpinUntil(() => states.Contains(RealtimeState.Closed), guard), $"States: {string.Join(", ", states)}");
            CheckTexts(connection.Closed.Result);
        }

        // Their finalizers tell of them; the second round is for those that the first set free.
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        TaskScheduler.UnobservedTaskException -= OnUnobserved;
        Assert.Empty(_unobserved);
        foreach (var (connection, states) in _connections.Where(c => c.Connection.Closed.IsCompleted))
        {
            Assert.Equal(RealtimeState.Closed, connection.State);
            Assert.True(states.Last() == RealtimeState.Closed && states.Distinct().Count() == states.Count, $"States: {string.Join(", ", states)}");
        }
    }

    private void CheckTexts(RealtimeClose close)
    {
        foreach (var text in (string?[])[close.ToString(), close.Reason, close.Exception?.ToString(), close.LastError?.ErrorText, close.LastError?.ErrorCode?.Value])
            Assert.False(text is not null && Spellings.Tell(text, secret), text);
    }

    private void OnUnobserved(object? sender, UnobservedTaskExceptionEventArgs e) => _unobserved.Enqueue(e.Exception);
}
