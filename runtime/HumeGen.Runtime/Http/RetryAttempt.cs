using System.Net;

namespace HumeGen;

/// <summary>A failed attempt at a call, about which <see cref="ApiClientOptions.RetryPolicy"/> decides.</summary>
public sealed record RetryAttempt
{
    /// <summary>The method of the request.</summary>
    public required HttpMethod Method { get; init; }

    /// <summary>The path of the request with its placeholders, such as <c>/v1/tasks/{id}</c>.</summary>
    public required string PathTemplate { get; init; }

    /// <summary>Number of the attempt that failed, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>The status of the answer; null when none came.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>Reason why no answer came; null when one came.</summary>
    public ApiClientException? Error { get; init; }

    /// <summary>Whether the server may have got the request: always when it answered, and else unless the attempt failed before anything was sent.</summary>
    public bool WasSent { get; init; } = true;

    /// <summary>Whether the request may reach the server twice: a GET, HEAD, OPTIONS, PUT or DELETE, or another one with <c>RetryUnsafe</c>.</summary>
    public bool IsSafe { get; init; }

    /// <summary>The wait that the server asks for; null when it does not ask.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The wait that the client proposes: <see cref="RetryAfter"/>, or a random part of 0.5 s, 1 s, 2 s ... 8 s.</summary>
    public required TimeSpan Delay { get; init; }
}
