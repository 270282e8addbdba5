using System.Text.Json.Nodes;
using HumeGen.Server.Storage;

namespace HumeGen.Server.Transport;

/// <summary>The page that a request asks for, and the answer that holds it.</summary>
internal readonly record struct Paging(int Number, int Size)
{
    private const int DefaultSize = 10;
    private const int LargestSize = 100;

    /// <summary>Reads <c>page_number</c> (from 0) and <c>page_size</c> (1 to 100, 10 unless given).</summary>
    public static Paging Of(ApiCall call)
    {
        var number = call.QueryNumber("page_number") ?? 0;
        var size = call.QueryNumber("page_size") ?? DefaultSize;
        if (number is < 0 or > int.MaxValue)
            throw call.Invalid("Pages are counted from 0", "greater_than_equal", "query", "page_number");

        if (size is < 1 or > LargestSize)
        {
            var type = size < 1 ? "greater_than_equal" : "less_than_equal";
            throw call.Invalid($"A page holds 1 to {LargestSize} entries, not {size}", type, "query", "page_size");
        }

        return new Paging((int)number, (int)size);
    }

    /// <summary>The number of entries before the page.</summary>
    public int Skip => (int)Math.Min(int.MaxValue, (long)Number * Size);

    /// <summary>The three numbers of a page and its entries under <paramref name="listName"/>.</summary>
    public JsonObject Answer<T>(IReadOnlyList<T> all, string listName, Func<T, JsonNode> view) =>
        Answer(new JsonArray([.. all.Skip(Skip).Take(Size).Select(view)]), all.Count, listName);

    /// <summary>The same for a page of a store.</summary>
    public JsonObject Answer<T>(StoredPage<T> page, string listName, Func<T, JsonNode> view) =>
        Answer(new JsonArray([.. page.Entries.Select(view)]), page.Total, listName);

    /// <summary>The same for entries that are the page already.</summary>
    public JsonObject Answer(JsonArray entries, int total, string listName) => new()
    {
        ["page_number"] = Number,
        ["page_size"] = Size,
        ["total_pages"] = (total + Size - 1) / Size,
        [listName] = entries,
    };
}
