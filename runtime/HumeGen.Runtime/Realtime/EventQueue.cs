namespace HumeGen;

/// <summary>
/// Runs event handlers one after another on the thread pool, away from the tasks that read and write: a handler may throw, block or dispose the connection.
/// </summary>
internal sealed class EventQueue
{
    private const int MostWaiting = 64;

    // Its own lock, which also guards _running.
    private readonly Queue<Action> _queue = new();
    private bool _running;

    /// <summary>Runs something after all that was posted before.</summary>
    /// <param name="notify">The action; it must not throw.</param>
    /// <param name="droppable">Whether to drop it when handlers are far behind.</param>
    public void Post(Action notify, bool droppable = false)
    {
        lock (_queue)
        {
            if (droppable && _queue.Count >= MostWaiting)
                return;
            _queue.Enqueue(notify);
            if (_running)
                return;
            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(static queue => queue.Run(), this, preferLocal: false);
    }

    private void Run()
    {
        while (true)
        {
            Action? next;
            lock (_queue)
            {
                if (!_queue.TryDequeue(out next))
                {
                    _running = false;
                    return;
                }
            }

            next();
        }
    }
}
