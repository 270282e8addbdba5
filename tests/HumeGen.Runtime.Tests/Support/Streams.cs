using System.Text;

namespace HumeGen.Tests;

/// <summary>A stream that cannot seek.</summary>
internal sealed class OneWayStream(Stream inner) : ForwardOnlyStream
{
    public override bool CanRead => true;

    public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, count);
}

/// <summary>Gives a text and then fails as a broken connection or disk does.</summary>
public sealed class BreakingStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
{
    public override bool CanSeek => false;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await base.ReadAsync(buffer, cancellationToken) is var count and > 0 ? count : throw new IOException("it broke");
}

/// <summary>Gives a text and then stays silent until it is cancelled.</summary>
public sealed class HangingStream(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
{
    private readonly TaskCompletionSource _hanging = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override bool CanSeek => false;

    /// <summary>Ends when all of the text was read and the reader waits for more.</summary>
    public Task Hanging => _hanging.Task;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (await base.ReadAsync(buffer, cancellationToken) is var count and > 0)
            return count;

        _hanging.TrySetResult();
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }
}
