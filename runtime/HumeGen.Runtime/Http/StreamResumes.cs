namespace HumeGen;

/// <summary>Counts how often a stream of events was asked for again, and remembers from where on.</summary>
internal sealed class StreamResumes(ApiRequest request, ApiCallOptions? options, bool isSafe)
{
    private readonly int _most = options?.MaxResumes is { } own ? PipelineSettings.CheckRetries(own, nameof(ApiCallOptions.MaxResumes)) : 0;
    private int _count;
    private string? _lastId;
    private TimeSpan? _asked;
    private TimeSpan _wait;
    private string _reason = "";
    private CallContext? _broken;

    /// <summary>Whether the stream may be asked for again after a break.</summary>
    /// <param name="failure">The break.</param>
    /// <param name="lastId">The id of the last event; empty when there was none since the last break.</param>
    /// <param name="asked">The wait that the server asked for.</param>
    /// <param name="settings">The numbers that spread waits.</param>
    /// <param name="call">The call that broke.</param>
    public bool TryAgain(ApiClientException failure, string lastId, TimeSpan? asked, PipelineSettings settings, CallContext call)
    {
        // A header cannot carry everything.
        if (lastId.Length > 0)
            _lastId = lastId.All(static c => c is >= ' ' and <= '~') ? lastId : null;
        _asked = asked ?? _asked;
        if (_lastId is null
            || !isSafe
            || request.Body?.CanReplay == false
            || _count == _most)
        {
            return false;
        }

        _wait = RetryRules.Wait(_count++, _asked, settings.Random());
        _reason = failure.Message;
        _broken = call;
        return RetryRules.Fits(_wait, call.Total.Limit == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : call.Total.Limit);
    }

    /// <summary>Waits before a stream is asked for again; not before the first time.</summary>
    /// <param name="settings">The clock, and the hook that sees waits.</param>
    /// <param name="client">The client, whose end is that of the wait.</param>
    /// <param name="caller">Ends the wait.</param>
    /// <param name="second">Ends the wait as well.</param>
    public async Task WaitAsync(PipelineSettings settings, ClientLife client, CancellationToken caller, CancellationToken second)
    {
        if (_broken is null)
            return;
        var failure = new ApiAttemptFailure { Attempt = _count, At = settings.Time.GetUtcNow(), Message = _reason, NextWait = _wait };
        _broken.Show(settings.OnRetry, new ApiRetry(request.Method, request.PathTemplate, failure, _wait));
        using var end = new TimeLimit(settings.Time, Timeout.InfiniteTimeSpan, client, caller, second);
        try
        {
#if NET
            await Task.Delay(_wait, settings.Time, end.Token).ConfigureAwait(false);
#else
            await settings.Time.Delay(_wait, end.Token).ConfigureAwait(false);
#endif
        }
        catch (OperationCanceledException e)
        {
            end.ThrowIfCancelled(e);
            throw;
        }
    }

    /// <summary>Says where to go on.</summary>
    public void Prepare(HttpRequestMessage message)
    {
        if (_lastId is { } id)
            HeaderText.Replace(message, "Last-Event-ID", id);
    }
}
