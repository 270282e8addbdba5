namespace HumeGen;

/// <summary>Waits for tasks of others, which may not heed their token.</summary>
internal static class AbandonedTask
{
    /// <summary>Waits for a task until the token is cancelled; the task may go on then. Nobody minds how it ends, and what comes of it is disposed.</summary>
    public static async Task<T> WaitAsync<T>(Task<T> task, CancellationToken cancellationToken)
    {
        try
        {
            return await task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It may have come to its end just now.
            _ = ForgetAsync(task);
            throw;
        }
    }

    private static async Task ForgetAsync<T>(Task<T> late)
    {
        try
        {
            var result = await late.ConfigureAwait(false);
            if (result is IAsyncDisposable open)
                await open.DisposeAsync().ConfigureAwait(false);
            else
                (result as IDisposable)?.Dispose();
        }
        catch (Exception)
        {
            // Nobody waits for it any more.
        }
    }
}
