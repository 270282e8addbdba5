namespace HumeGen
{
    /// <summary>What later frameworks have for tasks, tokens and threads.</summary>
    internal static class Tasks
    {
        extension(ThreadPool)
        {
            public static bool UnsafeQueueUserWorkItem<T>(Action<T> callback, T state, bool preferLocal) =>
                ThreadPool.UnsafeQueueUserWorkItem(_ => callback(state), null);
        }

        extension(CancellationToken token)
        {
            public CancellationTokenRegistration UnsafeRegister(Action<object?> callback, object? state) => token.Register(callback, state, useSynchronizationContext: false);

            public CancellationTokenRegistration UnsafeRegister(Action<object?, CancellationToken> callback, object? state) =>
                token.Register(s => callback(s, token), state, useSynchronizationContext: false);
        }

        public static ValueTask DisposeAsync(this CancellationTokenRegistration registration)
        {
            registration.Dispose();
            return default;
        }

        public static Task WaitAsync(this Task task, CancellationToken cancellationToken) =>
            task.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

        public static Task<T> WaitAsync<T>(this Task<T> task, CancellationToken cancellationToken) =>
            task.WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    /// <summary>A source of tokens whose time is measured by a clock of its own.</summary>
    internal sealed class TimedTokenSource : CancellationTokenSource
    {
        private readonly ITimer _timer;

        public TimedTokenSource(TimeSpan delay, TimeProvider time) =>
            _timer = time.CreateTimer(static source => ((TimedTokenSource)source!).Elapse(), this, delay, Timeout.InfiniteTimeSpan);

        public new void CancelAfter(TimeSpan delay) => _timer.Change(delay, Timeout.InfiniteTimeSpan);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _timer.Dispose();
            base.Dispose(disposing);
        }

        private void Elapse()
        {
            try
            {
                Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The time was up just as nobody cared any more.
            }
        }
    }
}

namespace System.Threading.Tasks
{
    /// <summary>A task that somebody else ends.</summary>
    internal class TaskCompletionSource(TaskCreationOptions options) : TaskCompletionSource<bool>(options)
    {
        public bool TrySetResult() => TrySetResult(true);

        public void SetResult() => SetResult(true);
    }
}
