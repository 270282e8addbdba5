namespace HumeGen.Server.Storage;

/// <summary>A part of a list that a store keeps.</summary>
/// <typeparam name="T">The type of the entries.</typeparam>
/// <param name="Entries">The entries of this part.</param>
/// <param name="Total">The number of entries in the whole list.</param>
public sealed record StoredPage<T>(IReadOnlyList<T> Entries, int Total);
