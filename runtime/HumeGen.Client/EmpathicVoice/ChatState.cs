using HumeGen;

namespace Hume.EmpathicVoice;

/// <summary>What both kinds of connection to a chat remember of its messages, and who waits for one.</summary>
internal sealed class ChatState
{
    private readonly object _lock = new();
    private readonly List<IWaiter> _waiters = new();

    public ChatMetadata? Metadata { get; private set; }

    /// <summary>Shows a message to all who wait. Runs on the task that reads, so it only hands over.</summary>
    public void See(ISubscribeEvent message)
    {
        lock (_lock)
        {
            if (message is ChatMetadata metadata)
                Metadata = metadata;
            _waiters.RemoveAll(w => w.TryTake(message));
        }
    }

    public Task<ChatMetadata> WaitForMetadataAsync(Task<RealtimeClose> closed, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Metadata is { } known ? Task.FromResult(known) : WaitForAsync<ChatMetadata>(null, closed, cancellationToken);
        }
    }

    public Task<T> WaitForAsync<T>(Predicate<T>? match, Task<RealtimeClose> closed, CancellationToken cancellationToken)
        where T : ISubscribeEvent
    {
        var waiter = new Waiter<T>(match, cancellationToken);
        lock (_lock)
            _waiters.Add(waiter);
        return FinishAsync(waiter, closed, cancellationToken);
    }

    private async Task<T> FinishAsync<T>(Waiter<T> waiter, Task<RealtimeClose> closed, CancellationToken cancellationToken)
        where T : ISubscribeEvent
    {
        using var cancellation = cancellationToken.Register(waiter.Cancel);
        try
        {
            await Task.WhenAny(waiter.Message, closed).ConfigureAwait(false);
            if (!waiter.Message.IsCompleted)
                throw new HumeClosedException(await closed.ConfigureAwait(false));
            return await waiter.Message.ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
                _waiters.Remove(waiter);
        }
    }

    private interface IWaiter
    {
        bool TryTake(ISubscribeEvent message);
    }

    private sealed class Waiter<T> : IWaiter
        where T : ISubscribeEvent
    {
        private readonly TaskCompletionSource<T> _message = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Predicate<T>? _match;
        private readonly CancellationToken _cancellationToken;

        public Waiter(Predicate<T>? match, CancellationToken cancellationToken)
        {
            _match = match;
            _cancellationToken = cancellationToken;
        }

        public Task<T> Message => _message.Task;

        public void Cancel() => _message.TrySetCanceled(_cancellationToken);

        public bool TryTake(ISubscribeEvent message)
        {
            if (message is not T wanted)
                return false;
            try
            {
                return _match?.Invoke(wanted) != false && _message.TrySetResult(wanted);
            }
            catch (Exception e)
            {
                // A condition of the caller's that throws is the caller's to hear of, not the connection's.
                return _message.TrySetException(e);
            }
        }
    }
}
