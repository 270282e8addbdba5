namespace HumeGen;

/// <summary>One attempt at a request: an answer or a failure.</summary>
internal sealed class AttemptResult : IDisposable
{
    public required AttemptEnd End { get; init; }

    /// <summary>The response; null after a failure.</summary>
    public HttpResponseMessage? Response { get; init; }

    /// <summary>The body, or the start of an error's, when it was to be read.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The server's id of the request; null when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The wait that the server asks for.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What must not be told of the call; of an answer.</summary>
    public CallSecrets Secrets { get; init; } = new();

    /// <summary>Makes the exception that tells of the failure, given the number of attempts; null after an answer.</summary>
    public Func<int, ApiClientException>? Failure { get; init; }

    /// <summary>The answer as callers may see it.</summary>
    public ApiResponse Describe(CallContext call, ReadOnlyMemory<byte> body)
    {
        // Who sends client credentials gets a token.
        var isToken = call.Request.IsAnonymous && Response!.IsSuccessStatusCode;
        return new(call.Request.Method, call.Request.PathTemplate, Response!.StatusCode, ResponseHeaders.Collect(Response, call.Secrets))
        {
            RetryAfter = RetryAfter,
            Body = isToken ? default : call.Secrets.Redact(body),
        };
    }

    public void Dispose() => Response?.Dispose();
}
