using System.Net;

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

    /// <summary>Whether a failed attempt is tried again by default.</summary>
    public static bool MayRepeat(RetryAttempt attempt) => attempt.StatusCode switch
    {
        null => attempt.IsSafe || !attempt.WasSent,
        (HttpStatusCode)429 => true,
        HttpStatusCode.ServiceUnavailable when attempt.RetryAfter is not null => true,
        { } status => attempt.IsSafe && MayPass(status),
    };

    /// <summary>Whether a status says nothing against another attempt at a request that may be repeated.</summary>
    public static bool MayPass(HttpStatusCode status) => (int)status is 408 or 429 or 500 or 502 or 503 or 504;

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
}
