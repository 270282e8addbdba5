using System.Text;

namespace HumeGen.Tests;

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
