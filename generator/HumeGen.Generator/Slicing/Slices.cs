using System.Globalization;
using HumeGen.Generator.Customizing;

namespace HumeGen.Generator.Slicing;

/// <summary>Cuts the model into slices, and puts them into buckets that they keep when others come or go.</summary>
/// <remarks>
/// A step with several outputs compares them with those of the run before position by position, so that one more in the middle would move,
/// and run again, all that follow. Here the position depends on the name alone.
/// </remarks>
internal static class Slices
{
    // Far more than there are types, so that two seldom share a bucket.
    private const int Buckets = 4096;

    // Whenever it asks the generator, the compiler compares the name of each file with those of all others. Beyond this many, parts share
    // files.
    private const int MostParts = 1000;

    private const int SharedFiles = 512;

    /// <summary>All buckets, most of them empty; the slices of one bucket stand in the order of their names.</summary>
    /// <param name="items">The parts of the model.</param>
    /// <param name="files">The name of files that parts share, other than that for other parts.</param>
    /// <param name="names">The full names of the types that a part becomes, its own first.</param>
    /// <param name="users">The partial types that the project declares itself.</param>
    public static EquatableArray<Slice<T>>[] Of<T>(
        IReadOnlyCollection<T> items, string files, Func<T, IEnumerable<string>> names, UserTypes users)
        where T : IEquatable<T>
    {
        var count = items.Count > MostParts ? SharedFiles : Buckets;
        var buckets = new EquatableArray<Slice<T>>[Buckets];
        var named = items.Select(i => (Item: i, Name: names(i).First()));
        foreach (var bucket in named.GroupBy(i => StableHash.Number(i.Name) % (ulong)count))
        {
            var parts = bucket.OrderBy(i => i.Name, StringComparer.Ordinal);
            var file = $".{files}" + bucket.Key.ToString("D3", CultureInfo.InvariantCulture);
            buckets[bucket.Key] = EquatableArray.From(count == Buckets
                ? parts.Select(p => new Slice<T>(EquatableArray.From([p.Item]), users.Of(names(p.Item)), null))
                // A file has one namespace.
                : parts.GroupBy(p => Namespace(p.Name), p => p.Item, StringComparer.Ordinal).Select(n =>
                    new Slice<T>(EquatableArray.From(n), users.Of(n.SelectMany(names)), n.Key + file)));
        }

        return buckets;
    }

    private static string Namespace(string fullName) =>
        fullName.Substring("global::".Length, fullName.LastIndexOf('.') - "global::".Length);
}
