namespace HumeGen.Tool.Diff;

/// <summary>Puts the old and the new of the same name beside each other.</summary>
internal static class Pairs
{
    /// <summary>The old ones in their order, each with the new one of the same name or null; then the new ones that have no old one.</summary>
    public static IEnumerable<(T? Old, T? New)> Of<T>(IEnumerable<T> old, IEnumerable<T> @new, Func<T, string> name)
        where T : class
    {
        var left = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var item in @new)
            left.TryAdd(name(item), item);
        foreach (var item in old)
            yield return (item, left.Remove(name(item), out var same) ? same : null);
        foreach (var item in @new.Where(i => left.ContainsKey(name(i))))
            yield return (null, item);
    }
}
