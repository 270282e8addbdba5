using System.Collections.Concurrent;

namespace HumeGen.Server.Transport;

/// <summary>Work that goes on beside the requests, and that has to be waited for when the server stops.</summary>
internal sealed class PendingTasks
{
    private readonly ConcurrentDictionary<Task, bool> _tasks = new();

    public int Count => _tasks.Count;

    /// <summary>Starts work on a thread of its own.</summary>
    public Task Run(Func<Task> work)
    {
        var task = Task.Run(work);
        _tasks.TryAdd(task, true);
        task.ContinueWith(done => _tasks.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }

    /// <summary>Waits until none is left, whatever became of them.</summary>
    public async Task WhenAllAsync()
    {
        while (!_tasks.IsEmpty)
            await Task.WhenAll(_tasks.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
