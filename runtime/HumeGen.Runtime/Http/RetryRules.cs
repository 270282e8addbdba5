namespace HumeGen;

/// <summary>Decides which attempts are repeated, and after what wait.</summary>
internal static class RetryRules
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    // The longest time of TimeProvider's timers.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>Whether a request does the same once or twice.</summary>
    public static bool IsSafe(HttpMethod method) =>
        method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Put || method == HttpMethod.Delete || method == HttpMethod.Options;

    /// <summary>Whether an attempt may be followed by another one.</summary>
    /// <param name="attempt">Result of the attempt.</param>
    /// <param name="safe">Whether the request may reach the server twice.</param>
    public static bool MayRepeat(AttemptResult attempt, bool safe) => attempt.End switch
    {
        AttemptEnd.NotSent => true,
        AttemptEnd.ResponseLost => safe,
        AttemptEnd.Answered => MayRepeat((int)attempt.Response!.StatusCode, attempt.RetryAfter is not null, safe),
        _ => false,
    };

    /// <summary>The wait before the next attempt: the server's, or up to 0.5 s, 1 s, 2 s ... 8 s, spread over all of that time.</summary>
    /// <param name="retry">Number of the retry, from 0.</param>
    /// <param name="asked">The wait that the server asks for.</param>
    /// <param name="random">A number from 0 up to 1.</param>
    public static TimeSpan Wait(int retry, TimeSpan? asked, double random)
    {
        if (asked is { } exact)
            return exact;
        var most = FirstWait * Math.Pow(2, Math.Min(retry, 16));
        return (most < LongestWait ? most : LongestWait) * random;
    }

    /// <summary>Whether a wait ends before the time is up; waiting longer would only hide the real error behind a timeout.</summary>
    public static bool Fits(TimeSpan wait, TimeSpan remaining) => wait < remaining && wait <= LongestTimer;

    private static bool MayRepeat(int status, bool hasRetryAfter, bool safe) => status switch
    {
        429 => true,
        503 => safe || hasRetryAfter,
        408 or 500 or 502 or 504 => safe,
        _ => false,
    };
}
