using HumeGen.Tests;

namespace HumeGen.StreamingMemory;

/// <summary>Counts what is written to it and keeps nothing.</summary>
internal sealed class CountingStream : ForwardOnlyStream
{
    public long Count { get; private set; }

    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count) => Count += count;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Count += buffer.Length;
        return default;
    }
}
