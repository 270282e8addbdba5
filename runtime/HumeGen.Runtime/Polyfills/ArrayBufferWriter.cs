namespace System.Buffers;

/// <summary>A buffer that grows.</summary>
internal sealed class ArrayBufferWriter<T>(int capacity = 256) : IBufferWriter<T>
{
    private T[] _items = new T[capacity];

    public int WrittenCount { get; private set; }

    public ReadOnlyMemory<T> WrittenMemory => _items.AsMemory(0, WrittenCount);

    public ReadOnlySpan<T> WrittenSpan => _items.AsSpan(0, WrittenCount);

    public void ResetWrittenCount() => WrittenCount = 0;

    public void Advance(int count) => WrittenCount += count;

    public Memory<T> GetMemory(int sizeHint = 0)
    {
        var needed = checked(WrittenCount + Math.Max(sizeHint, 1));
        if (needed > _items.Length)
            Array.Resize(ref _items, Math.Max(needed, (int)Math.Min(_items.Length * 2L, 0x7FFFFFC7)));
        return _items.AsMemory(WrittenCount);
    }

    public Span<T> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;
}
