namespace HumeGen.Generator.Model;

/// <summary>Gives things places that they keep when others come or go.</summary>
/// <remarks>
/// A step with several outputs compares them with those of the run before place by place, so that one more in the middle would move, and
/// run again, all that follow. Here the place depends on the name alone.
/// </remarks>
internal static class Slices
{
    // Far more than there are types, so that two seldom share a place.
    private const int Places = 4096;

    /// <summary>As many lists as there are places, most of them empty; those that share a place stand in the order of their names.</summary>
    public static EquatableArray<T>[] ByName<T>(IEnumerable<T> items, Func<T, string> name)
        where T : IEquatable<T>
    {
        var places = new EquatableArray<T>[Places];
        foreach (var place in items.GroupBy(i => StableHash.Number(name(i)) % Places))
            places[place.Key] = EquatableArray.From(place.OrderBy(name, StringComparer.Ordinal));
        return places;
    }
}
