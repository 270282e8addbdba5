using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>One call: a request with everything that its attempts have in common.</summary>
internal sealed class CallContext
{
    private readonly List<ApiAttemptFailure> _failures = [];

    public required ApiDescription Api { get; init; }

    public required RequestBase Request { get; init; }

    public required Uri Uri { get; init; }

    public required ApiBody? Body { get; init; }

    /// <summary>The credentials that go along.</summary>
    public required CallCredentials Credentials { get; init; }

    public required ApiCallOptions? Options { get; init; }

    public required ReadMode Mode { get; init; }

    public required string? Accept { get; init; }

    /// <summary>Time that all of it may take.</summary>
    public required TimeLimit Total { get; init; }

    /// <summary>Time that one attempt may take, if the request may be repeated.</summary>
    public required TimeSpan AttemptTimeout { get; init; }

    public required int MaxRetries { get; init; }

    /// <summary>Whether the request may reach the server twice.</summary>
    public required bool Safe { get; init; }

    /// <summary>Decides about further attempts.</summary>
    public required Func<RetryAttempt, TimeSpan?> RetryPolicy { get; init; }

    /// <summary>Sees what the answer lacks, which is read all the same; null reads strictly.</summary>
    public required Action<MissingMembers>? OnMissing { get; init; }

    /// <summary>Puts the last touches to the message of each attempt; null does nothing.</summary>
    public Action<HttpRequestMessage>? Prepare { get; init; }

    /// <summary>The trace, metrics and log of the call; null when nobody listens.</summary>
    public CallTelemetry? Telemetry { get; set; }

    /// <summary>Number of attempts that were made.</summary>
    public int Attempts { get; set; }

    /// <summary>The wait before the next attempt.</summary>
    public TimeSpan NextWait { get; set; }

    public bool CanReplay => Body?.CanReplay ?? true;

    /// <summary>Secrets of the call, which nothing may tell.</summary>
    public CallSecrets Secrets { get; } = new();

    /// <summary>A copy of an error that hooks or handlers of the program threw, when that tells a secret; null when it does not, or is one of ours.</summary>
    public Exception? WithoutSecrets(Exception error) =>
        error is not ApiClientException && Secrets.Clean(error) is var clean && !ReferenceEquals(clean, error) ? clean : null;

    /// <summary>Runs a hook of the program; what it throws tells no secret.</summary>
    public void Show<T>(Action<T>? hook, T news)
    {
        try
        {
            hook?.Invoke(news);
        }
        catch (Exception e) when (WithoutSecrets(e) is { } clean)
        {
            throw clean;
        }
    }

    /// <summary>Reads what could not be read strictly, as far as it only lacks required members.</summary>
    /// <param name="utf8">The JSON.</param>
    /// <param name="read">Reads it.</param>
    /// <param name="broken">The reason why it could not be read; afterwards the reason why it cannot be read leniently either.</param>
    /// <param name="result">The value.</param>
    /// <param name="missing">Members that the value lacks, for <see cref="OnMissing"/>.</param>
    public bool TryReadLeniently<T>(
        ReadOnlySpan<byte> utf8, JsonReader<T> read, ref JsonException broken, [MaybeNullWhen(false)] out T result, [NotNullWhen(true)] out MissingMembers? missing)
    {
        (result, missing) = (default, null);
        if (OnMissing is null)
            return false;

        var found = new MissingMembers(Request.Method, Request.PathTemplate);
        try
        {
            result = LenientJson.Read(utf8, read, found);
        }
        catch (JsonException e)
        {
            broken = e;
            return false;
        }

        missing = found;
        return true;
    }

    /// <summary>The exception for an answer that is an error.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="root">The body, where it is known to be JSON; the response may have less of it.</param>
    /// <param name="attempts">The number of attempts, for the message.</param>
    public ApiErrorException ErrorOf(ApiResponse response, JsonElement? root = null, int attempts = 1)
    {
        var error = ApiError.Of(Api, response, Secrets.Redact, Request.IsAnonymous, root, attempts);
        return Api.CreateException?.Invoke(error) ?? new ApiErrorException(error);
    }

    /// <summary>An attempt that failed, for the policy.</summary>
    public RetryAttempt Describe(AttemptResult attempt, TimeSpan delay) => new()
    {
        Method = Request.Method,
        PathTemplate = Request.PathTemplate,
        Attempt = Attempts,
        StatusCode = attempt.Response?.StatusCode,
        Error = attempt.Failure?.Invoke(Attempts),
        WasSent = attempt.End != AttemptEnd.NotSent,
        IsSafe = Safe,
        RetryAfter = attempt.RetryAfter,
        Delay = delay,
    };

    /// <summary>Remembers an attempt that another one follows.</summary>
    public ApiAttemptFailure AddFailure(AttemptResult attempt, TimeSpan wait)
    {
        var failure = new ApiAttemptFailure { Attempt = Attempts, At = Total.Now, Status = attempt.Response?.StatusCode, Message = attempt.Reason, NextWait = wait };
        _failures.Add(failure);
        Telemetry?.OnRetry(attempt, wait);
        return failure;
    }

    /// <summary>Gives the error that ends the call the attempts that failed before it, and the one that it tells of.</summary>
    public T WithAttempts<T>(T error)
        where T : ApiClientException
    {
        Telemetry?.Fail(error);
        if (_failures.Count == 0 || error.Attempts.Count > 0)
            return error;

        error.Attempts = _failures.Count == Attempts ? [.. _failures] : [.. _failures, LastFailure(error)];
        return error;
    }

    private ApiAttemptFailure LastFailure(ApiClientException error)
    {
        HttpStatusCode? status = error switch
        {
            ApiErrorException answered => answered.StatusCode,
            ApiResponseException broken => broken.StatusCode,
            _ => null,
        };
        return new ApiAttemptFailure { Attempt = Attempts, At = Total.Now, Status = status, Message = error.Message };
    }
}
