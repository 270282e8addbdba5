namespace HumeGen;

/// <summary>Waits for tasks of others, which may not heed their token.</summary>
internal static class AbandonedTask
{
    /// <summary>Waits for a task until the token is cancelled; the task may go on then, and nobody minds how it ends.</summary>
    public static async Task<T> WaitAsync<T>(Task<T> task, CancellationToken cancellationToken)
    {
        try
        {
            return await task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (task.Status != TaskStatus.RanToCompletion)
                _ = task.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        }
    }
}
