using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Text.Json;
using HumeGen.Json;

namespace HumeGen;

/// <summary>
/// An error that the API answered. The exceptions of all APIs derive from this class; each generated client throws its own.
/// </summary>
public class ApiErrorException : ApiClientException
{
    /// <summary>Makes an error without an answer, for tests; the library makes its own from what the server sent.</summary>
    /// <param name="message">The message: the fault, and the next step.</param>
    /// <param name="statusCode">The status of the response.</param>
    /// <param name="innerException">The cause; null when there is none.</param>
    public ApiErrorException(string message, HttpStatusCode statusCode, Exception? innerException = null)
        : base(message, innerException) => StatusCode = statusCode;

    /// <summary>Makes an error of what the server sent.</summary>
    /// <param name="error">The answer.</param>
    public ApiErrorException(ApiError error)
        : base((error ?? throw new ArgumentNullException(nameof(error))).Message)
    {
        StatusCode = error.StatusCode;
        ErrorCode = error.Code;
        RequestId = error.RequestId;
        RetryAfter = error.RetryAfter;
        Headers = error.Headers;
        Body = error.Body;
        Details = error.Details;
        Method = error.Method;
        PathTemplate = error.PathTemplate;
    }

    /// <summary>
    /// The status of the response. It is a success, such as 200, where the body was an error all the same, and 101 where a message of a WebSocket was one.
    /// </summary>
    public HttpStatusCode StatusCode { get; }

    /// <summary>The API's error code, with its meaning and remedy where a catalogue has it; null when the server sent none.</summary>
    public IApiCode? ErrorCode { get; init; }

    /// <summary>The server's id of the request, worth telling the support; null when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The time that the server asks to wait before the next attempt; null when it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The response's headers; names compare without regard to case, repeated values are joined with a comma, and cookies are left out.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>
    /// The response's body, or the item or message that is the error, as text, at most its first 32 KiB; empty when there was none. It may hold personal data:
    /// log it with care.
    /// </summary>
    public string Body { get; init; } = "";

    /// <summary>Faults of single fields, when the server named them.</summary>
    public IReadOnlyList<ApiFieldError> Details { get; init; } = [];

    /// <summary>The method of the request; null when it is not known.</summary>
    public HttpMethod? Method { get; init; }

    /// <summary>The path of the request with its placeholders, such as <c>/tasks/{id}</c>; null when it is not known.</summary>
    public string? PathTemplate { get; init; }

    /// <summary>
    /// Reads <see cref="Body"/> as one of the API's error types. The documentation of each call names its types by status. A type without required members
    /// can be read from any JSON object, so look at <see cref="StatusCode"/> first.
    /// </summary>
    /// <typeparam name="T">A generated record.</typeparam>
    /// <param name="error">The error; null when the body has another shape.</param>
    /// <returns>Whether the body has that shape.</returns>
    public bool TryReadError<T>([NotNullWhen(true)] out T? error)
        where T : class, IJsonReadable<T> => TryReadError(ModelReader<T>.Read, out error);

    /// <summary>Reads <see cref="Body"/> as an error type that <paramref name="read"/> knows, such as a union.</summary>
    /// <typeparam name="T">The type of the error.</typeparam>
    /// <param name="read">Reads the error.</param>
    /// <param name="error">The error; null when the body has another shape.</param>
    /// <returns>Whether the body has that shape.</returns>
    public bool TryReadError<T>(JsonReader<T> read, [NotNullWhen(true)] out T? error)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(read);
        error = ApiError.Read(Body, read);
        return error is not null;
    }
}
