namespace HumeGen;

/// <summary>A page of a list, with what its answer says of the next one.</summary>
/// <typeparam name="T">The type of the page.</typeparam>
/// <param name="Page">The page.</param>
/// <param name="Next">The address of the next page as it came; null or empty at the last one.</param>
public readonly record struct LinkedPage<T>(T Page, string? Next);
