using HumeGen;

namespace Hume.EmpathicVoice;

/// <summary>State of a connection to a chat, of either kind: its newest ids, who waits for a message, and the tools.</summary>
internal sealed class ChatState
{
    private readonly object _lock = new();
    private readonly List<IWaiter> _waiters = new();
    private ToolHandlers? _tools;

    public ChatMetadata? Metadata { get; private set; }

    /// <summary>The tools of the connection, made when they are asked for first.</summary>
    public ToolHandlers GetTools(
        Func<ToolResponseMessage, CancellationToken, ValueTask> answer,
        Func<ToolErrorMessage, CancellationToken, ValueTask> refuse,
        Task<RealtimeClose> closed) => LazyInitializer.EnsureInitialized(ref _tools, () => new ToolHandlers(answer, refuse, closed))!;

    /// <summary>Shows a message to all who wait, and a call to its tool. Runs on the task that reads, so it only hands over.</summary>
    public void OnReceived(ISubscribeEvent message)
    {
        lock (_lock)
        {
            if (message is ChatMetadata metadata)
                Metadata = metadata;
            _waiters.RemoveAll(w => w.TryTake(message));
        }

        if (message is ToolCallMessage call)
            Volatile.Read(ref _tools)?.Handle(call);
    }

    public Task<ChatMetadata> WaitForMetadataAsync(Task<RealtimeClose> closed, CancellationToken cancellationToken)
    {
        lock (_lock)
            return Metadata is { } known ? Task.FromResult(known) : WaitForAsync<ChatMetadata>(null, closed, cancellationToken);
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
                throw new RealtimeClosedException(await closed.ConfigureAwait(false));
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
