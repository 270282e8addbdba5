using System.Runtime.CompilerServices;

namespace HumeGen;

/// <summary>Pages each of which tells where the next one is.</summary>
internal sealed class LinkedPages<TItem, TPage> : PageSource<TItem, TPage>
{
    private readonly Func<string?, CancellationToken, Task<LinkedPage<TPage>>> _fetch;
    private readonly string? _first;

    public LinkedPages(
        Func<string?, CancellationToken, Task<LinkedPage<TPage>>> fetch, string? first, Func<TPage, IReadOnlyList<TItem>?> items, CancellationToken cancellationToken)
        : base(items, cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(fetch);
        _fetch = fetch;
        _first = first;
    }

    public override async Task<TPage> FirstAsync(CancellationToken cancellationToken) =>
        (await FetchAsync(_fetch, _first, cancellationToken).ConfigureAwait(false)).Page;

    public override async IAsyncEnumerable<TPage> WalkAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var seen = new SeenBefore<string>();
        var pages = new RecentPages<TItem>();
        var circle = new PageCircle<TItem>();
        var (cursor, isFirst, empty) = (_first, true, 0);
        if (cursor is not null)
            seen.Add(cursor);
        while (true)
        {
            var (page, next) = await FetchAsync(_fetch, cursor, cancellationToken).ConfigureAwait(false);
            var items = Items(page);
            var isNew = !string.IsNullOrEmpty(next) && seen.Add(next!);

            // A last page may name itself or the first one; one that came before is not given again.
            var isRepeated = pages.Repeats(items);
            if (isRepeated && !isNew && !string.IsNullOrEmpty(next) && !isFirst)
                yield break;

            if (isNew)
                circle.Check(items);
            if (items is { Count: > 0 } || isFirst)
                yield return page;
            if (!isNew)
                yield break;
            CheckEmpty(items?.Count ?? 0, ref empty);
            (cursor, isFirst) = (next, false);
        }
    }
}
