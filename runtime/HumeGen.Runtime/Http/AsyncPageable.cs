namespace HumeGen;

/// <summary>Makes lists out of what is there already, for tests of code that reads lists.</summary>
public static class AsyncPageable
{
    /// <summary>A list of given items.</summary>
    /// <typeparam name="TItem">The type of an item.</typeparam>
    /// <typeparam name="TPage">The type of a page.</typeparam>
    /// <param name="items">The items.</param>
    /// <returns>The list. It has no pages: asking for them throws <see cref="InvalidOperationException"/>.</returns>
    public static AsyncPageable<TItem, TPage> FromItems<TItem, TPage>(params TItem[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return new(new GivenItems<TItem, TPage>([.. items]));
    }

    /// <summary>A list of given pages.</summary>
    /// <typeparam name="TItem">The type of an item.</typeparam>
    /// <typeparam name="TPage">The type of a page.</typeparam>
    /// <param name="items">The items of a page.</param>
    /// <param name="pages">The pages, at least one.</param>
    /// <returns>The list.</returns>
    /// <exception cref="ArgumentException">There is no page.</exception>
    public static AsyncPageable<TItem, TPage> FromPages<TItem, TPage>(Func<TPage, IReadOnlyList<TItem>?> items, params TPage[] pages)
    {
        ArgumentNullException.ThrowIfNull(pages);
        return pages.Length > 0 ? new(new GivenPages<TItem, TPage>(items, [.. pages])) : throw new ArgumentException("A list has at least one page; give an empty one.", nameof(pages));
    }
}

/// <summary>A list that the API hands out in pages: <c>await foreach</c> goes through the items and fetches pages as they are needed.</summary>
/// <typeparam name="TItem">The type of an item.</typeparam>
/// <typeparam name="TPage">The type of a page.</typeparam>
public sealed class AsyncPageable<TItem, TPage> : IAsyncEnumerable<TItem>
{
    private readonly PageSource<TItem, TPage> _source;

    /// <summary>Describes a list of numbered pages; nothing is fetched yet.</summary>
    /// <param name="fetch">Fetches the page of a number.</param>
    /// <param name="firstPage">The number of the page to begin with.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="totalPages">Reads the number of pages from a page; null if the API does not have it, so that an empty page ends the list.</param>
    /// <param name="pageNumber">The number that a page says it has, so that one sent twice ends the list; null when the API does not tell.</param>
    /// <param name="cancellationToken">Ends every enumeration.</param>
    public AsyncPageable(
        Func<long, CancellationToken, Task<TPage>> fetch,
        long firstPage,
        Func<TPage, IReadOnlyList<TItem>?> items,
        Func<TPage, long?>? totalPages = null,
        Func<TPage, long?>? pageNumber = null,
        CancellationToken cancellationToken = default)
        : this(new NumberedPages<TItem, TPage>(fetch, firstPage, items, cancellationToken)
        {
            Total = totalPages,
            Number = pageNumber,
        })
    {
    }

    internal AsyncPageable(PageSource<TItem, TPage> source) => _source = source;

    /// <inheritdoc/>
    public IAsyncEnumerator<TItem> GetAsyncEnumerator(CancellationToken cancellationToken = default) => _source.ItemsAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);

    /// <summary>The list page by page, from the page asked for to the last one.</summary>
    /// <returns>The pages, fetched as they are needed.</returns>
    public IAsyncEnumerable<TPage> AsPages() => _source.WalkAsync();

    /// <summary>Just the page asked for.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The page.</returns>
    public Task<TPage> GetPageAsync(CancellationToken cancellationToken = default) => _source.FirstAsync(cancellationToken);
}
