using System.Net;

namespace HumeGen;

/// <summary>A response as it came, for those who need more than the typed result.</summary>
public sealed class ApiResponse
{
    /// <summary>Makes a response, for tests; the library makes its own from what the server sent.</summary>
    /// <param name="statusCode">The status.</param>
    /// <param name="body">The body's bytes.</param>
    /// <param name="headers">The headers; null for none.</param>
    public ApiResponse(HttpStatusCode statusCode, ReadOnlyMemory<byte> body = default, IReadOnlyDictionary<string, string>? headers = null)
        : this(HttpMethod.Get, "/", statusCode, headers ?? new Dictionary<string, string>()) => Body = body;

    internal ApiResponse(HttpMethod method, string pathTemplate, HttpStatusCode statusCode, IReadOnlyDictionary<string, string> headers)
    {
        Method = method;
        PathTemplate = pathTemplate;
        StatusCode = statusCode;
        Headers = headers;
    }

    /// <summary>The method of the request.</summary>
    public HttpMethod Method { get; }

    /// <summary>The path of the request with its placeholders, such as <c>/v1/tasks/{id}</c>.</summary>
    public string PathTemplate { get; }

    /// <summary>The status of the response.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>
    /// The headers; names compare without regard to case, repeated values are joined with a comma, and cookies are left out. Credentials that the client
    /// sent stand as <c>[redacted]</c>.
    /// </summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The server's id of the request; null when it gave none.</summary>
    public string? RequestId => Headers.TryGetValue("X-Request-Id", out var id) ? id : null;

    /// <summary>Time that the server asks to wait before the next attempt; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; internal init; }

    /// <summary>
    /// The body's bytes; empty for a streamed response, which is still to come, and at most the first 32 KiB of an error.
    /// Credentials that the client sent stand as <c>[redacted]</c>, and a fetched access token is left out. The rest may be personal data: log it with care.
    /// </summary>
    public ReadOnlyMemory<byte> Body { get; internal init; }

    /// <summary>The status, method and path, without any of the values sent or received.</summary>
    /// <returns>A line for a log.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"{(int)StatusCode} to {Method} {PathTemplate}");
}
