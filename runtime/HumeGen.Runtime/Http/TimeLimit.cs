namespace HumeGen;

/// <summary>A token that is cancelled when a time is up or an outer token is cancelled, and that knows which of them it was.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly TimedTokenSource _source;
    private readonly CancellationToken _outer;
    private readonly CancellationToken _second;
    private readonly ClientLife? _client;
    private readonly CancellationTokenRegistration _outerLink;
    private readonly CancellationTokenRegistration _secondLink;
    private readonly CancellationTokenRegistration _clientLink;
    private readonly TimeProvider _time;
    private readonly long _start;

    public TimeLimit(TimeProvider time, TimeSpan limit, ClientLife? client, CancellationToken outer, CancellationToken second = default)
    {
        Limit = limit;
        _time = time;
        _start = time.GetTimestamp();
        _outer = outer;
        _second = second;
        _client = client;

        // One source with the clock of the options; a linked source could not have that clock.
        _source = new TimedTokenSource(limit, time);
        _outerLink = outer.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        _secondLink = second.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        _clientLink = client?.Ended.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source) ?? default;
    }

    public TimeSpan Limit { get; }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether the time is up. An outer token that was cancelled as well wins, and so does the end of the client.</summary>
    public bool Elapsed => _source.IsCancellationRequested
        && !_outer.IsCancellationRequested && !_second.IsCancellationRequested && _client?.Ended.IsCancellationRequested != true;

    /// <summary>Time that is left; the longest possible time without a limit.</summary>
    public TimeSpan Remaining => Limit == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : Limit - _time.GetElapsedTime(_start);

    /// <summary>The time on its clock.</summary>
    public DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>Takes the limit away; the outer tokens go on.</summary>
    public void Disarm() => _source.CancelAfter(Timeout.InfiniteTimeSpan);

    /// <summary>Throws the caller's own cancellation, with the caller's own token, if there was one, and else the exception of a disposed client, if it is.</summary>
    public void ThrowIfCancelled(Exception cause)
    {
        var token = _outer.IsCancellationRequested ? _outer : _second;
        if (token.IsCancellationRequested)
            throw new OperationCanceledException("The call was cancelled.", cause, token);
        _client?.ThrowIfOver();
    }

    public void Dispose()
    {
        _outerLink.Dispose();
        _secondLink.Dispose();
        _clientLink.Dispose();
        _source.Dispose();
    }
}
