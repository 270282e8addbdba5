using HumeGen.Tests;

namespace HumeGen.StreamingMemory;

/// <summary>So many zeros, made as they are read; it cannot seek, like a recording that is still going on.</summary>
internal sealed class ZeroStream(long length) : ForwardOnlyStream
{
    private long _left = length;

    public override bool CanRead => true;

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(_left, buffer.Length);
        buffer[..count].Clear();
        _left -= count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
}
