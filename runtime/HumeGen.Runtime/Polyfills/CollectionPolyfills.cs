using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace HumeGen;

/// <summary>Members of collections that later frameworks have.</summary>
internal static class CollectionPolyfills
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

    public static bool TryDequeue<T>(this Queue<T> queue, [MaybeNullWhen(false)] out T item)
    {
        var found = queue.Count > 0;
        item = found ? queue.Dequeue() : default;
        return found;
    }

    public static void Deconstruct<TKey, TValue>(this KeyValuePair<TKey, TValue> pair, out TKey key, out TValue value) => (key, value) = (pair.Key, pair.Value);
}
