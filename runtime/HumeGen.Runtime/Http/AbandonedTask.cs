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
        finally
        {
            if (task.Status != TaskStatus.RanToCompletion)
                _ = task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private static void Forget<T>(Task<T> late)
    {
        // Looking at the error counts as having observed it.
        if (late.Exception is null && late.Status == TaskStatus.RanToCompletion)
            (late.Result as IDisposable)?.Dispose();
    }
}
