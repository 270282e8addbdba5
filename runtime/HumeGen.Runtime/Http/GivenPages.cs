using System.Runtime.CompilerServices;

namespace HumeGen;

/// <summary>Pages that are there already.</summary>
internal sealed class GivenPages<TItem, TPage>(Func<TPage, IReadOnlyList<TItem>?> items, IReadOnlyList<TPage> pages)
    : PageSource<TItem, TPage>(items, CancellationToken.None)
{
    public override Task<TPage> FirstAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<TPage>(cancellationToken) : Task.FromResult(pages[0]);

    public override async IAsyncEnumerable<TPage> WalkAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var i = 0; i < pages.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return pages[i];
        }

        await Task.CompletedTask.ConfigureAwait(false);
    }
}
