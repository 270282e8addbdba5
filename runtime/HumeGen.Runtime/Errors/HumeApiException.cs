using System.Collections.ObjectModel;
using System.Net;

namespace HumeGen;

/// <summary>The server answered with a status that is no success.</summary>
public class HumeApiException : ApiClientException
{
    /// <summary>Makes an error about an answer of the server; for tests that need one, as the library makes its own.</summary>
    /// <param name="message">The message: what happened, and what to do.</param>
    /// <param name="statusCode">The status of the response.</param>
    /// <param name="innerException">The cause; null when there is none.</param>
    public HumeApiException(string message, HttpStatusCode statusCode, Exception? innerException = null)
        : base(message, innerException) => StatusCode = statusCode;

    internal HumeApiException(ErrorReply reply)
        : this(reply.Message, reply.StatusCode)
    {
        Code = reply.Code;
        RequestId = reply.RequestId;
        RetryAfter = reply.RetryAfter;
        Headers = reply.Headers;
        Body = reply.Body;
        Details = reply.Details;
        Method = reply.Method;
        PathTemplate = reply.PathTemplate;
    }

    /// <summary>The status of the response.</summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The service's error code, such as <c>E0709</c>, with its meaning and remedy; null when the body named none.</summary>
    public HumeErrorCode? Code { get; init; }

    /// <summary>The server's id of the request, worth telling the support; null when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the server asks to wait before the next attempt; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The response's headers; names compare without regard to case, repeated values are joined with a comma, and cookies are left out.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The response's body as text, at most its first 32 KiB; empty when there was none. It may hold personal data: log it with care.</summary>
    public string Body { get; init; } = "";

    /// <summary>Faults of single fields, when the server named them.</summary>
    public IReadOnlyList<ApiFieldError> Details { get; init; } = [];

    /// <summary>The method of the request; null when it is not known.</summary>
    public HttpMethod? Method { get; init; }

    /// <summary>The path of the request with its placeholders, such as <c>/v0/evi/tools/{id}</c>; null when it is not known.</summary>
    public string? PathTemplate { get; init; }

    internal static HumeApiException From(ErrorReply reply) => (int)reply.StatusCode switch
    {
        401 => new HumeAuthenticationException(reply),
        403 => new HumePermissionException(reply),
        404 => new HumeNotFoundException(reply),
        422 => new HumeValidationException(reply),
        429 => new HumeRateLimitException(reply),
        _ => new HumeApiException(reply),
    };
}
