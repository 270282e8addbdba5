using System.Buffers;

namespace HumeGen;

/// <summary>A buffer that grows, out of the shared pool. One message at a time lives in it; a large one does not keep it large.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstBytes = 4 * 1024;
    private const int MostKept = 64 * 1024;

    private byte[] _bytes = [];

    public int Count { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Count);

    public void Clear()
    {
        Count = 0;
        if (_bytes.Length > MostKept)
            Dispose();
    }

    public void Advance(int count) => Count += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = checked(Count + Math.Max(sizeHint, 1));
        if (needed > _bytes.Length)
            Grow(needed);
        return _bytes.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        Count = 0;
    }

    private void Grow(int needed)
    {
        var doubled = (int)Math.Min(Math.Max(FirstBytes, _bytes.Length * 2L), Array.MaxLength);
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, doubled));
        Written.CopyTo(larger);
        if (_bytes.Length > 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
