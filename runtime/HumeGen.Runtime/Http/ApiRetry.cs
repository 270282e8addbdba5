namespace HumeGen;

/// <summary>A wait before another attempt at a call, as <see cref="ApiClientOptions.OnRetry"/> sees it.</summary>
/// <param name="Method">The method of the request.</param>
/// <param name="PathTemplate">The path of the request with its placeholders, such as <c>/v1/tasks/{id}</c>.</param>
/// <param name="Failure">The attempt that failed, with its number, status and reason.</param>
/// <param name="Delay">The wait; zero when the next attempt follows at once.</param>
public sealed record ApiRetry(HttpMethod Method, string PathTemplate, ApiAttemptFailure Failure, TimeSpan Delay)
{
    /// <summary>Attempt, wait and reason on one line.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"{Method} {PathTemplate} (attempt {Failure.Attempt}) is tried again in {Delay.TotalSeconds:0.###} s: {Failure.Message}");
}
