using System.Buffers;
using System.Collections.ObjectModel;

namespace HumeGen
{
    /// <summary>What later frameworks have for spans and collections.</summary>
    internal static class Memories
    {
        extension(Array)
        {
            public static int MaxLength => 0x7FFFFFC7;
        }

        extension<TKey, TValue>(ReadOnlyDictionary<TKey, TValue>)
            where TKey : notnull
        {
            public static ReadOnlyDictionary<TKey, TValue> Empty => new(new Dictionary<TKey, TValue>());
        }

        public static bool TryDequeue<T>(this Queue<T> queue, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T item)
        {
            var found = queue.Count > 0;
            item = found ? queue.Dequeue() : default;
            return found;
        }

        public static int Count(this ReadOnlySpan<byte> span, byte value)
        {
            var count = 0;
            foreach (var b in span)
                count += b == value ? 1 : 0;
            return count;
        }

        public static ReadOnlySpan<byte> TrimStart(this ReadOnlySpan<byte> span, byte value)
        {
            while (span is [var first, ..] && first == value)
                span = span[1..];
            return span;
        }

        public static ReadOnlySpan<byte> Trim(this ReadOnlySpan<byte> span, ReadOnlySpan<byte> values)
        {
            while (span is [var first, ..] && values.IndexOf(first) >= 0)
                span = span[1..];
            while (span is [.., var last] && values.IndexOf(last) >= 0)
                span = span[..^1];
            return span;
        }
    }
}

namespace System.Buffers
{
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
}
