using HumeGen.Json;

namespace HumeGen;

/// <summary>The last 8 pages of a list, to know one that comes again.</summary>
internal sealed class RecentPages<TItem>
{
    private const int Most = 8;

    private readonly Queue<IReadOnlyList<TItem>> _pages = new();

    /// <summary>Remembers a page, and says whether one of the last had the same items. An empty page repeats none.</summary>
    public bool Repeats(IReadOnlyList<TItem>? items)
    {
        if (items is not { Count: > 0 })
            return false;

        foreach (var page in _pages)
        {
            if (AreEqual(page, items))
                return true;
        }

        _pages.Enqueue(items);
        if (_pages.Count > Most)
            _pages.Dequeue();
        return false;
    }

    /// <summary>Whether two pages have the same items.</summary>
    public static bool AreEqual(IReadOnlyList<TItem> one, IReadOnlyList<TItem> other)
    {
        if (one.Count != other.Count)
            return false;

        for (var i = 0; i < one.Count; i++)
        {
            // Records with lists in them are equal by reference alone; their JSON tells.
            var isSame = one[i] is IJsonWritable a && other[i] is IJsonWritable b
                ? ApiJson.Write(a).AsSpan().SequenceEqual(ApiJson.Write(b))
                : EqualityComparer<TItem>.Default.Equals(one[i], other[i]);
            if (!isSame)
                return false;
        }

        return true;
    }
}
