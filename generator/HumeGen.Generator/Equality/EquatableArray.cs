namespace HumeGen.Generator.Equality;

/// <summary>Makes <see cref="EquatableArray{T}"/> with the element type inferred.</summary>
internal static class EquatableArray
{
    /// <summary>Copies the items.</summary>
    public static EquatableArray<T> From<T>(IEnumerable<T> items)
        where T : IEquatable<T> => new(items.ToArray());
}
