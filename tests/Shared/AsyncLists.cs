namespace HumeGen.Tests;

/// <summary>Reads whole sequences.</summary>
public static class AsyncLists
{
    public static async Task<List<T>> ToListAsync<T>(this IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
            list.Add(item);
        return list;
    }

    public static async Task<int> CountAsync<T>(this IAsyncEnumerable<T> items) => (await items.ToListAsync()).Count;
}
