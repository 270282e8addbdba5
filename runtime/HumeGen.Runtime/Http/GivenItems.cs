using System.Runtime.CompilerServices;

namespace HumeGen;

/// <summary>Items that are there already, without pages.</summary>
internal sealed class GivenItems<TItem, TPage>(IReadOnlyList<TItem> all) : PageSource<TItem, TPage>(static _ => null, CancellationToken.None)
{
    public override Task<TPage> FirstAsync(CancellationToken cancellationToken) => throw NoPages();

    public override IAsyncEnumerable<TPage> WalkAsync(CancellationToken cancellationToken = default) => throw NoPages();

    public override async IAsyncEnumerable<TItem> ItemsAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < all.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return all[i];
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }

    private static InvalidOperationException NoPages() =>
        new("This list was made of items and has no pages. Make it with AsyncPageable.FromPages.");
}
