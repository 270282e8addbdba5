namespace HumeGen;

/// <summary>Makes lists whose pages are found by numbers, cursors or links.</summary>
/// <remarks>
/// A list ends at the page that the API calls the last one, and at a page that was there before. An empty page ends it unless the API says that more
/// pages follow; after 100 empty pages in a row it throws <see cref="ApiResponseException"/>. So it does when pages come again in a circle though their
/// positions are new, and when the total grows so fast that the end comes no nearer in 1,000 pages. New pages that never stop coming end by the token only.
/// </remarks>
public static class PagedLists
{
    /// <summary>A list of numbered pages, wherever the API begins to count.</summary>
    /// <typeparam name="TItem">The type of an item.</typeparam>
    /// <typeparam name="TPage">The type of a page.</typeparam>
    /// <param name="fetch">Fetches the page of a number.</param>
    /// <param name="first">The number of the page to begin with.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="lastPage">The number of the last page, by a page; null when the API does not tell.</param>
    /// <param name="pageNumber">The number that a page says it has, so that one sent twice ends the list; null when the API does not tell.</param>
    /// <param name="more">Whether more pages follow a page; null when the API does not tell.</param>
    /// <param name="cancellationToken">Ends every enumeration.</param>
    /// <returns>The list; nothing is fetched yet.</returns>
    public static AsyncPageable<TItem, TPage> ByNumber<TItem, TPage>(
        Func<long, CancellationToken, Task<TPage>> fetch,
        long first,
        Func<TPage, IReadOnlyList<TItem>?> items,
        Func<TPage, long?>? lastPage,
        Func<TPage, long?>? pageNumber,
        Func<TPage, bool?>? more,
        CancellationToken cancellationToken) =>
        new(new NumberedPages<TItem, TPage>(fetch, first, items, cancellationToken)
        {
            Total = lastPage is null ? null : page => lastPage(page) + 1,
            Number = pageNumber,
            More = more,
        });

    /// <summary>A list whose pages begin at an item of some number.</summary>
    /// <typeparam name="TItem">The type of an item.</typeparam>
    /// <typeparam name="TPage">The type of a page.</typeparam>
    /// <param name="fetch">Fetches the page that begins behind a number of items.</param>
    /// <param name="first">The number of items to leave out.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="total">Reads the number of items of the whole list from a page; null if the API does not have it.</param>
    /// <param name="more">Whether more pages follow a page; null when the API does not tell.</param>
    /// <param name="cancellationToken">Ends every enumeration.</param>
    /// <returns>The list; nothing is fetched yet.</returns>
    public static AsyncPageable<TItem, TPage> ByOffset<TItem, TPage>(
        Func<long, CancellationToken, Task<TPage>> fetch,
        long first,
        Func<TPage, IReadOnlyList<TItem>?> items,
        Func<TPage, long?>? total,
        Func<TPage, bool?>? more,
        CancellationToken cancellationToken) =>
        new(new NumberedPages<TItem, TPage>(fetch, first, items, cancellationToken)
        {
            CountsItems = true,
            Total = total,
            More = more,
        });

    /// <summary>A list each of whose pages tells the cursor, or the address, of the next one.</summary>
    /// <typeparam name="TItem">The type of an item.</typeparam>
    /// <typeparam name="TPage">The type of a page.</typeparam>
    /// <param name="fetch">Fetches the page of a cursor; null asks for the first page.</param>
    /// <param name="first">The cursor to begin with; null begins with the first page.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="next">The cursor of the page after a page; null or empty at the last one.</param>
    /// <param name="cancellationToken">Ends every enumeration.</param>
    /// <returns>The list; nothing is fetched yet.</returns>
    public static AsyncPageable<TItem, TPage> ByCursor<TItem, TPage>(
        Func<string?, CancellationToken, Task<TPage>> fetch,
        string? first,
        Func<TPage, IReadOnlyList<TItem>?> items,
        Func<TPage, string?> next,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        ArgumentNullException.ThrowIfNull(next);
        return new(new LinkedPages<TItem, TPage>(FetchAsync, first, items, cancellationToken));

        async Task<LinkedPage<TPage>> FetchAsync(string? cursor, CancellationToken token)
        {
            var page = await fetch(cursor, token).ConfigureAwait(false);
            return new LinkedPage<TPage>(page, next(page));
        }
    }

    /// <summary>A list each of whose answers tells the address of the next page in a header: see <see cref="ApiPipeline.SendForLinkedAsync{T}"/>.</summary>
    /// <typeparam name="TItem">The type of an item.</typeparam>
    /// <typeparam name="TPage">The type of a page.</typeparam>
    /// <param name="fetch">Fetches the page of an address; null asks for the first page.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="cancellationToken">Ends every enumeration.</param>
    /// <returns>The list; nothing is fetched yet.</returns>
    public static AsyncPageable<TItem, TPage> ByLink<TItem, TPage>(
        Func<string?, CancellationToken, Task<LinkedPage<TPage>>> fetch,
        Func<TPage, IReadOnlyList<TItem>?> items,
        CancellationToken cancellationToken) => new(new LinkedPages<TItem, TPage>(fetch, null, items, cancellationToken));
}
