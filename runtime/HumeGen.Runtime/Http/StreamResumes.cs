namespace HumeGen;

/// <summary>Counts how often a stream of events was asked for again, and remembers from where on.</summary>
internal sealed class StreamResumes(ApiRequest request, ApiCallOptions? options)
{
    private readonly int _most = options?.MaxResumes is { } own ? PipelineSettings.CheckRetries(own, nameof(ApiCallOptions.MaxResumes)) : 0;
    private int _count;
    private string? _lastId;
    private TimeSpan? _asked;

    /// <summary>Whether the stream may be asked for again after a break.</summary>
    /// <param name="lastId">The id of the last event; empty when there was none since the last break.</param>
    /// <param name="asked">The wait that the server asked for.</param>
    public bool TryAgain(string lastId, TimeSpan? asked)
    {
        // A header cannot carry everything.
        if (lastId.Length > 0)
            _lastId = lastId.All(static c => c is >= ' ' and <= '~') ? lastId : null;
        _asked = asked ?? _asked;
        return _lastId is not null
            && (RetryRules.IsSafe(request.Method) || options?.RetryUnsafe == true)
            && request.Body?.CanReplay != false
            && _count++ < _most;
    }

    /// <summary>Waits before a stream is asked for again; not before the first time.</summary>
    /// <param name="settings">The clock, and the numbers that spread waits.</param>
    /// <param name="caller">Ends the wait.</param>
    /// <param name="second">Ends the wait as well.</param>
    public async Task WaitAsync(PipelineSettings settings, CancellationToken caller, CancellationToken second)
    {
        if (_count == 0)
            return;
        using var end = new TimeLimit(settings.Time, Timeout.InfiniteTimeSpan, caller, second);
        try
        {
#if NET
            await Task.Delay(RetryRules.Wait(_count - 1, _asked, settings.Random()), settings.Time, end.Token).ConfigureAwait(false);
#else
            await settings.Time.Delay(RetryRules.Wait(_count - 1, _asked, settings.Random()), end.Token).ConfigureAwait(false);
#endif
        }
        catch (OperationCanceledException e)
        {
            end.ThrowIfCallerCancelled(e);
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
