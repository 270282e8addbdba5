namespace HumeGen;

/// <summary>Shows each attempt to <see cref="ApiClientOptions.OnRequest"/> and <see cref="ApiClientOptions.OnResponse"/>.</summary>
internal sealed class AttemptHooks(PipelineSettings settings)
{
    /// <summary>The next attempt as the hooks see it; null when there are none.</summary>
    public ApiAttempt? Begin(CallContext call) =>
        settings.OnRequest is null && settings.OnResponse is null ? null : new ApiAttempt(call.Request, call.Attempts);

    /// <summary>Sends, and shows how that ended before the call goes on.</summary>
    public async Task<AttemptResult> ObserveAsync(CallContext call, ApiAttempt shown, Func<Task<AttemptResult>> send)
    {
        var start = settings.Time.GetTimestamp();
        AttemptResult? attempt = null;
        try
        {
            attempt = await send().ConfigureAwait(false);
            var response = attempt.Response is null ? null : attempt.Describe(attempt.Body);
            shown.End(settings.Time.GetElapsedTime(start), response, attempt.Failure?.Invoke(call.Attempts));
        }
        catch (Exception e)
        {
            shown.End(settings.Time.GetElapsedTime(start), null, call.Secrets.Clean(e));
            settings.OnResponse?.Invoke(shown);
            throw;
        }

        try
        {
            settings.OnResponse?.Invoke(shown);
            return attempt;
        }
        catch
        {
            attempt.Dispose();
            throw;
        }
    }
}
