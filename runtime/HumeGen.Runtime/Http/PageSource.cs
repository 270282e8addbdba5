using System.Runtime.CompilerServices;

namespace HumeGen;

/// <summary>The way from page to page of a list.</summary>
internal abstract class PageSource<TItem, TPage>
{
    private const int MaxEmptyPages = 100;

    private readonly CancellationToken _cancellationToken;

    protected PageSource(Func<TPage, IReadOnlyList<TItem>?> items, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(items);
        Items = items;
        _cancellationToken = cancellationToken;
    }

    public Func<TPage, IReadOnlyList<TItem>?> Items { get; }

    /// <summary>The page to begin with.</summary>
    public abstract Task<TPage> FirstAsync(CancellationToken cancellationToken);

    /// <summary>All pages from that one on.</summary>
    public abstract IAsyncEnumerable<TPage> WalkAsync(CancellationToken cancellationToken = default);

    /// <summary>The items of those pages.</summary>
    public virtual async IAsyncEnumerable<TItem> ItemsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var page in WalkAsync(cancellationToken).ConfigureAwait(false))
        {
            if (Items(page) is not { } items)
                continue;
            for (var i = 0; i < items.Count; i++)
                yield return items[i];
        }
    }

    /// <summary>Counts empty pages in a row, which a server may send for ever.</summary>
    protected static void CheckEmpty(int count, ref int empty)
    {
        empty = count > 0 ? 0 : empty + 1;
        if (empty >= MaxEmptyPages)
            throw new ApiResponseException($"{MaxEmptyPages} pages of the list in a row were empty, and each says that more follow. The list was given up there.");
    }

    /// <summary>Fetches with the token of the list and that of the enumeration.</summary>
    protected async Task<T> FetchAsync<T, TPosition>(Func<TPosition, CancellationToken, Task<T>> fetch, TPosition position, CancellationToken cancellationToken)
    {
        // With two tokens the call gets a third, and the caller is told of the one that was cancelled.
        if (!_cancellationToken.CanBeCanceled || !cancellationToken.CanBeCanceled || _cancellationToken == cancellationToken)
            return await fetch(position, cancellationToken.CanBeCanceled ? cancellationToken : _cancellationToken).ConfigureAwait(false);

        using var both = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken, cancellationToken);
        try
        {
            return await fetch(position, both.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (both.IsCancellationRequested)
        {
            throw new OperationCanceledException(e.Message, e, cancellationToken.IsCancellationRequested ? cancellationToken : _cancellationToken);
        }
    }
}
