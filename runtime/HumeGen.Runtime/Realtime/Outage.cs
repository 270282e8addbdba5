namespace HumeGen;

/// <summary>One outage of a connection: counts attempts, keeps their history and decides about the next one.</summary>
internal sealed class Outage(ReconnectOptions options, TimeProvider time, Func<double> random)
{
    private readonly long _start = time.GetTimestamp();
    private readonly List<ApiAttemptFailure> _failures = [];
    private bool _hadFresh;

    /// <summary>Number of the newest attempt, from 1; 0 before the first.</summary>
    public int Attempt { get; private set; }

    /// <summary>Attempts that failed, oldest first.</summary>
    public IReadOnlyList<ApiAttemptFailure> Failures => _failures.ToArray();

    /// <summary>Whether the newest attempt is for a fresh session.</summary>
    public bool IsFresh { get; private set; }

    /// <summary>Reason why there is no further attempt; null while there may be one.</summary>
    public string? GaveUp { get; private set; }

    /// <summary>Notes that the newest attempt failed.</summary>
    public void Fail(string message, Exception? error) => _failures.Add(new ApiAttemptFailure
    {
        Attempt = Attempt,
        At = time.GetUtcNow(),
        Status = (error as ApiErrorException)?.StatusCode,
        Message = MessageText.OneLine(message),
    });

    /// <summary>Decides about the next attempt.</summary>
    /// <param name="close">The end of the connection.</param>
    /// <param name="error">The failure of the attempt before; null when there was none.</param>
    /// <returns>The wait before it; null when there is none.</returns>
    public TimeSpan? Next(RealtimeClose close, Exception? error)
    {
        if (Attempt >= options.MaxAttempts)
            return GiveUp(FormattableString.Invariant($"It was not reconnected in {Attempt} attempts (ReconnectOptions.MaxAttempts)"));
        var proposed = new ReconnectAttempt { Close = close, Error = error, Attempt = Attempt + 1, Delay = Backoff() };
        if (options.Policy(proposed) is not { } wait)
            return Attempt == 0 ? null : GiveUp(FormattableString.Invariant($"It was not reconnected, as attempt {Attempt} ended in an error that does not pass"));

        var asked = (error as ApiErrorException)?.RetryAfter ?? TimeSpan.Zero;
        wait = wait > asked ? wait : asked;
        if (options.MaxDuration != Timeout.InfiniteTimeSpan && wait >= options.MaxDuration - time.GetElapsedTime(_start))
        {
            return GiveUp(FormattableString.Invariant(
                $"It was not reconnected within {MessageText.Of(options.MaxDuration)} (ReconnectOptions.MaxDuration) in {Attempt} attempts; the next would have been {MessageText.Of(wait)} later"));
        }

        Advance(wait);
        return wait;
    }

    /// <summary>Makes the next attempt one for a fresh session, at once, unless there was such an attempt.</summary>
    public bool TryFresh()
    {
        if (!options.AllowFreshSession || _hadFresh || Attempt >= options.MaxAttempts)
        {
            GiveUp("The server did not resume the conversation. Connect again to begin another one, or set ReconnectOptions.AllowFreshSession");
            return false;
        }

        IsFresh = _hadFresh = true;
        Advance(TimeSpan.Zero);
        return true;
    }

    /// <summary>The newest attempt has led to a connection, which is the one to resume from now on.</summary>
    public void OnUp() => IsFresh = false;

    private void Advance(TimeSpan wait)
    {
        if (_failures.Count > 0)
            _failures[^1] = _failures[^1] with { NextWait = wait };
        Attempt++;
    }

    private TimeSpan? GiveUp(string why)
    {
        GaveUp = why;
        return null;
    }

    private TimeSpan Backoff()
    {
        var most = options.BaseDelay.Ticks * Math.Pow(2, Math.Min(Attempt, 30));
        return TimeSpan.FromTicks((long)(Math.Min(most, options.MaxDelay.Ticks) * random()));
    }
}
