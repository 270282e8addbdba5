using Microsoft.EntityFrameworkCore;

namespace HumeGen.Server.Database.Model;

/// <summary>Reads and changes the tables, each time with a context of its own.</summary>
/// <param name="contexts">Makes contexts.</param>
/// <param name="oneWriter">Whether changes wait for one another, as SQLite takes one at a time.</param>
internal sealed class Tables(IDbContextFactory<HumeContext> contexts, bool oneWriter) : IDisposable
{
    private readonly SemaphoreSlim? _writing = oneWriter ? new SemaphoreSlim(1, 1) : null;

    public Task<HumeContext> OpenAsync(CancellationToken cancellationToken) => contexts.CreateDbContextAsync(cancellationToken);

    public async Task<T> ReadAsync<T>(Func<HumeContext, Task<T>> read, CancellationToken cancellationToken)
    {
        var context = await OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = context.ConfigureAwait(false);
        return await read(context).ConfigureAwait(false);
    }

    /// <summary>Makes a change as a whole: it is on the disk when the call returns, or nothing of it is when it throws.</summary>
    public async Task<T> ChangeAsync<T>(Func<HumeContext, Task<T>> change, CancellationToken cancellationToken)
    {
        if (_writing is not null)
            await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);

        try
        {
            var context = await OpenAsync(cancellationToken).ConfigureAwait(false);
            await using var _ = context.ConfigureAwait(false);
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var __ = transaction.ConfigureAwait(false);
            var result = await change(context).ConfigureAwait(false);
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
            return result;
        }
        finally
        {
            _writing?.Release();
        }
    }

    public void Dispose() => _writing?.Dispose();
}
