namespace HumeGen.Tests;

/// <summary>A stream whose reads do not end before the test says so, whatever their token; they block their caller or do not answer.</summary>
internal sealed class StuckStream(bool blocks, bool canSeek = false) : ForwardOnlyStream
{
    private readonly TaskCompletionSource _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when a read has begun.</summary>
    public Task Reading => _reading.Task;

    /// <summary>Ends when the reads have.</summary>
    public Task Ended => _end.Task.ContinueWith(static _ => { }, TaskScheduler.Default);

    public override bool CanRead => true;

    public override bool CanSeek => canSeek;

    public override long Length => 10;

    public override long Position { get; set; }

    public void Fail(Exception exception) => _end.TrySetException(exception);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _reading.TrySetResult();
        return blocks ? new(_end.Task.GetAwaiter().GetResult()) : new(_end.Task);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    protected override void Dispose(bool disposing)
    {
        _end.TrySetResult(0);
        base.Dispose(disposing);
    }
}
