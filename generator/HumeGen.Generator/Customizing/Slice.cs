using System.Globalization;
using HumeGen.Generator.Model;

namespace HumeGen.Generator.Customizing;

/// <summary>What is emitted together: a part of the model, or in large models several, and what the project declares of the same types itself.</summary>
/// <param name="FileName">The one file that several parts share; null for a part that has files of its own.</param>
internal sealed record Slice<T>(EquatableArray<T> Models, EquatableArray<UserType> Users, string? FileName)
    where T : IEquatable<T>;

/// <summary>Cuts the model into slices, and gives them places that they keep when others come or go.</summary>
/// <remarks>
/// A step with several outputs compares them with those of the run before place by place, so that one more in the middle would move, and
/// run again, all that follow. Here the place depends on the name alone.
/// </remarks>
internal static class Slices
{
    // Far more than there are types, so that two seldom share a place.
    private const int Places = 4096;

    // Whenever it asks the generator, the compiler compares the name of each file with those of all others. Beyond this many, parts share files.
    private const int MostParts = 1000;

    private const int SharedFiles = 512;

    /// <summary>As many lists as there are places, most of them empty; those that share a place stand in the order of their names.</summary>
    /// <param name="items">The parts of the model.</param>
    /// <param name="names">The full names of the types that a part becomes, its own first.</param>
    /// <param name="users">What the project declares itself.</param>
    public static EquatableArray<Slice<T>>[] Of<T>(IReadOnlyCollection<T> items, Func<T, IEnumerable<string>> names, UserTypes users)
        where T : IEquatable<T>
    {
        var count = items.Count > MostParts ? SharedFiles : Places;
        var places = new EquatableArray<Slice<T>>[Places];
        foreach (var place in items.Select(i => (Item: i, Name: names(i).First())).GroupBy(i => StableHash.Number(i.Name) % (ulong)count))
        {
            var parts = place.OrderBy(i => i.Name, StringComparer.Ordinal);
            places[place.Key] = EquatableArray.From(count == Places
                ? parts.Select(p => new Slice<T>(EquatableArray.From([p.Item]), users.Of(names(p.Item)), null))
                // A file has one namespace.
                : parts.GroupBy(p => Namespace(p.Name), p => p.Item, StringComparer.Ordinal).Select(n => new Slice<T>(
                    EquatableArray.From(n), users.Of(n.SelectMany(names)), n.Key + ".Part" + place.Key.ToString("D3", CultureInfo.InvariantCulture))));
        }

        return places;
    }

    private static string Namespace(string fullName) => fullName.Substring("global::".Length, fullName.LastIndexOf('.') - "global::".Length);
}
