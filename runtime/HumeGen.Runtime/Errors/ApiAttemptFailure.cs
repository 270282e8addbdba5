using System.Net;

namespace HumeGen;

/// <summary>One attempt of a call, or at connecting, that failed.</summary>
public sealed record ApiAttemptFailure
{
    /// <summary>Number of the attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Time at which it failed.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The status of the answer; null when none came.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The failure in one line, without secrets.</summary>
    public required string Message { get; init; }

    /// <summary>The wait that followed; null after the last attempt.</summary>
    public TimeSpan? NextWait { get; init; }
}
