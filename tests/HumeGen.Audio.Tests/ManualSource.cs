namespace HumeGen.Audio.Tests;

/// <summary>A source whose pieces a test gives. They are there as soon as they are given.</summary>
internal sealed class ManualSource : IAsyncEnumerable<ReadOnlyMemory<byte>>, IAsyncEnumerator<ReadOnlyMemory<byte>>
{
    private readonly Queue<ReadOnlyMemory<byte>?> _given = [];
    private TaskCompletionSource<bool>? _wait;

    public ReadOnlyMemory<byte> Current { get; private set; }

    public bool IsDisposed { get; private set; }

    /// <summary>Gives a piece; null is the end.</summary>
    public void Give(ReadOnlyMemory<byte>? piece)
    {
        _given.Enqueue(piece);
        if (_wait is not { } wait)
            return;
        _wait = null;
        wait.SetResult(Next());
    }

    public IAsyncEnumerator<ReadOnlyMemory<byte>> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        cancellationToken.Register(() => _wait?.TrySetCanceled(cancellationToken));
        return this;
    }

    public ValueTask<bool> MoveNextAsync() => new(_given.Count > 0 ? Task.FromResult(Next()) : (_wait = new()).Task);

    public ValueTask DisposeAsync()
    {
        Assert.True(_wait is null || _wait.Task.IsCompleted, "Disposed of while it waits.");
        IsDisposed = true;
        return default;
    }

    private bool Next()
    {
        var piece = _given.Dequeue();
        Current = piece ?? default;
        return piece is not null;
    }
}
