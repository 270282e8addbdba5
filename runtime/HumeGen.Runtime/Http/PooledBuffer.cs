using System.Buffers;

namespace HumeGen;

/// <summary>A buffer that grows. One message at a time lives in it; a large one does not keep it large.</summary>
/// <param name="most">The size beyond which it grows only as far as it must.</param>
internal sealed class PooledBuffer(int most) : IBufferWriter<byte>, IDisposable
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
            _bytes = PooledBytes.Grow(_bytes, Count, Math.Max(needed, Math.Min(FirstBytes, most)), most);
        return _bytes.AsMemory(Count);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        PooledBytes.Return(_bytes);
        _bytes = [];
        Count = 0;
    }
}
