using System.Runtime.CompilerServices;

namespace HumeGen;

/// <summary>Pages by their number, or by the number of items before them.</summary>
internal sealed class NumberedPages<TItem, TPage> : PageSource<TItem, TPage>
{
    private readonly Func<long, CancellationToken, Task<TPage>> _fetch;
    private readonly long _first;

    public NumberedPages(
        Func<long, CancellationToken, Task<TPage>> fetch, long first, Func<TPage, IReadOnlyList<TItem>?> items, CancellationToken cancellationToken)
        : base(items, cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        _fetch = fetch;
        _first = first;
    }

    /// <summary>Whether a number counts items instead of pages.</summary>
    public bool CountsItems { get; init; }

    /// <summary>The number at which the list ends, by a page; null when the API does not tell.</summary>
    public Func<TPage, long?>? Total { get; init; }

    /// <summary>Whether more pages follow, by a page; null when the API does not tell.</summary>
    public Func<TPage, bool?>? More { get; init; }

    /// <summary>The number that a page says it has; null when the API does not tell.</summary>
    public Func<TPage, long?>? Number { get; init; }

    public override Task<TPage> FirstAsync(CancellationToken cancellationToken) => FetchAsync(_fetch, _first, cancellationToken);

    public override async IAsyncEnumerable<TPage> WalkAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var told = new SeenBefore<long>();
        var pages = new RecentPages<TItem>();
        var circle = new PageCircle<TItem>();
        var end = new RunawayEnd();
        var empty = 0;
        for (var number = _first; ;)
        {
            var page = await FetchAsync(_fetch, number, cancellationToken).ConfigureAwait(false);
            var items = Items(page);
            var (count, total, more, own) = (items?.Count ?? 0, Total?.Invoke(page), More?.Invoke(page), Number?.Invoke(page));
            if (own is { } known && !told.Add(known))
                yield break;

            // A server that does not know the parameter sends its one page for ever.
            if (own is null && total is null && pages.Repeats(items))
                yield break;
            if (total is null)
                circle.Check(items);
            else
                end.Check(total.Value - number);

            if (count > 0 || number == _first)
                yield return page;
            number += CountsItems ? count : 1;
            if (more == false || (count == 0 && (more is null || CountsItems)) || (more is null && number >= total))
                yield break;
            CheckEmpty(count, ref empty);
        }
    }
}
