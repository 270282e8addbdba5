using System.Diagnostics;
using HumeGen;

namespace Hume.EmpathicVoice;

/// <summary>State of a connection to a chat, of either kind: its newest ids, who waits for a message, and the tools.</summary>
internal sealed class ChatState
{
    private const int MaxEarlier = 100;
    private static readonly TimeSpan MetadataTimeout = TimeSpan.FromSeconds(10);

    private readonly object _lock = new();
    private readonly List<IWaiter> _waiters = new();
    private ToolHandlers? _tools;

    public ChatMetadata? Metadata { get; private set; }

    // Replaced as a whole, so that a list that was given out does not change.
    public IReadOnlyList<ChatMetadata> EarlierMetadata { get; private set; } = Array.Empty<ChatMetadata>();

    /// <summary>The tools of the connection, made when they are asked for first.</summary>
    public ToolHandlers GetTools(
        Func<ToolResponseMessage, CancellationToken, ValueTask> answer,
        Func<ToolErrorMessage, CancellationToken, ValueTask> refuse,
        Action<Exception> report,
        Func<string, Activity?> trace) => LazyInitializer.EnsureInitialized(ref _tools, () => new ToolHandlers(answer, refuse, report, trace))!;

    /// <summary>Shows a message to all who wait, and a call to its tool. Runs on the task that reads, so it only hands over.</summary>
    /// <param name="message">The message.</param>
    /// <param name="ended">Token that is cancelled when the socket that brought the message ends.</param>
    public void OnReceived(ISubscribeEvent message, CancellationToken ended)
    {
        lock (_lock)
        {
            if (message is ChatMetadata metadata)
                SetMetadata(metadata);
            _waiters.RemoveAll(w => w.TryTake(message));
        }

        if (message is ToolCallMessage call)
            Volatile.Read(ref _tools)?.Run(call, ended);
    }

    public async Task<ChatMetadata> WaitForMetadataAsync(Task<RealtimeClose> closed, TimeProvider time, CancellationToken cancellationToken)
    {
        Waiter<ChatMetadata> waiter;
        lock (_lock)
        {
            if (Metadata is { } known)
                return known;
            waiter = new Waiter<ChatMetadata>(null, cancellationToken);
            _waiters.Add(waiter);
        }

        using var limit = time.CreateTimer(_ => waiter.Fail(NoMetadata()), null, MetadataTimeout, Timeout.InfiniteTimeSpan);
        return await FinishAsync(waiter, closed, cancellationToken).ConfigureAwait(false);
    }

    public Task<T> WaitForAsync<T>(Predicate<T>? match, Task<RealtimeClose> closed, CancellationToken cancellationToken)
        where T : ISubscribeEvent
    {
        var waiter = new Waiter<T>(match, cancellationToken);
        lock (_lock)
            _waiters.Add(waiter);
        return FinishAsync(waiter, closed, cancellationToken);
    }

    private static ApiTimeoutException NoMetadata() => new(
        $"The chat was opened, but its first message, the chat metadata, did not come within {MetadataTimeout.TotalSeconds} s. "
            + "Close the connection and open another, or wait again: messages that come later still count.",
        ApiTimeoutKind.Ready,
        MetadataTimeout);

    // A chat may repeat its ids, as after a change of its settings.
    private void SetMetadata(ChatMetadata metadata)
    {
        if (Metadata is { } earlier && earlier.ChatId != metadata.ChatId)
            EarlierMetadata = EarlierMetadata.Skip(Math.Max(0, EarlierMetadata.Count - MaxEarlier + 1)).Append(earlier).ToArray();
        Metadata = metadata;
    }

    private async Task<T> FinishAsync<T>(Waiter<T> waiter, Task<RealtimeClose> closed, CancellationToken cancellationToken)
        where T : ISubscribeEvent
    {
        using var cancellation = cancellationToken.Register(waiter.Cancel);
        try
        {
            await Task.WhenAny(waiter.Message, closed).ConfigureAwait(false);
            if (!waiter.Message.IsCompleted)
            {
                var close = await closed.ConfigureAwait(false);
                throw close.End == RealtimeEnd.ReadyTimeout && close.Exception is { } timeout ? timeout : new RealtimeClosedException(close);
            }

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

        public void Fail(Exception error) => _message.TrySetException(error);

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
