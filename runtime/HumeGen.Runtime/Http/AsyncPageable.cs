using System.Runtime.CompilerServices;

namespace HumeGen;

/// <summary>A list that the API hands out in pages: <c>await foreach</c> goes through the items and fetches pages as they are needed.</summary>
/// <typeparam name="TItem">The type of an item.</typeparam>
/// <typeparam name="TPage">The type of a page.</typeparam>
public sealed class AsyncPageable<TItem, TPage> : IAsyncEnumerable<TItem>
{
    private readonly Func<long, CancellationToken, Task<TPage>> _fetch;
    private readonly long _firstPage;
    private readonly Func<TPage, IReadOnlyList<TItem>?> _items;
    private readonly Func<TPage, long?>? _totalPages;
    private readonly Func<TPage, long?>? _pageNumber;
    private readonly CancellationToken _cancellationToken;

    /// <summary>Describes a list; nothing is fetched yet.</summary>
    /// <param name="fetch">Fetches the page of a number.</param>
    /// <param name="firstPage">The number of the page to begin with; the API's first page is 0.</param>
    /// <param name="items">The items of a page.</param>
    /// <param name="totalPages">How many pages there are, by a page; null when the API does not tell, so that an empty page ends the list.</param>
    /// <param name="pageNumber">The number that a page says it has, so that one sent twice ends the list; null when the API does not tell.</param>
    /// <param name="cancellationToken">Ends every enumeration.</param>
    public AsyncPageable(
        Func<long, CancellationToken, Task<TPage>> fetch,
        long firstPage,
        Func<TPage, IReadOnlyList<TItem>?> items,
        Func<TPage, long?>? totalPages = null,
        Func<TPage, long?>? pageNumber = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        ArgumentNullException.ThrowIfNull(items);
        _fetch = fetch;
        _firstPage = firstPage;
        _items = items;
        _totalPages = totalPages;
        _pageNumber = pageNumber;
        _cancellationToken = cancellationToken;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerator<TItem> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in AsPages().WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (_items(page) is not { } items)
                continue;
            for (var i = 0; i < items.Count; i++)
                yield return items[i];
        }
    }

    /// <summary>The list page by page, from the page asked for to the last one.</summary>
    /// <returns>The pages, fetched as they are needed.</returns>
    public IAsyncEnumerable<TPage> AsPages() => Pages(default);

    /// <summary>Just the page asked for.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The page.</returns>
    public Task<TPage> GetPageAsync(CancellationToken cancellationToken = default) => FetchAsync(_firstPage, cancellationToken);

    private async IAsyncEnumerable<TPage> Pages([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long? previous = null;
        for (var number = _firstPage; ; number++)
        {
            var page = await FetchAsync(number, cancellationToken).ConfigureAwait(false);
            var told = _pageNumber?.Invoke(page);
            if (told is not null && told == previous)
                yield break;
            previous = told;

            var count = _items(page)?.Count ?? 0;
            var total = _totalPages?.Invoke(page);
            if (count > 0 || number == _firstPage)
                yield return page;
            if (count == 0 || number + 1 >= total)
                yield break;
        }
    }

    private async Task<TPage> FetchAsync(long number, CancellationToken cancellationToken)
    {
        // With two tokens the call gets a third, and the caller is told of the one that was cancelled.
        if (!_cancellationToken.CanBeCanceled || !cancellationToken.CanBeCanceled || _cancellationToken == cancellationToken)
            return await _fetch(number, cancellationToken.CanBeCanceled ? cancellationToken : _cancellationToken).ConfigureAwait(false);

        using var both = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, cancellationToken);
        try
        {
            return await _fetch(number, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (both.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken.IsCancellationRequested ? cancellationToken : _cancellationToken);
        }
    }
}
