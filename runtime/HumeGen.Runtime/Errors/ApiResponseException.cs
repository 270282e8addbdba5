using System.Net;

namespace HumeGen;

/// <summary>The server said yes, but what it sent is not what the specification promises: cut short, an HTML page, broken JSON, too large.</summary>
public sealed class ApiResponseException : ApiClientException
{
    /// <summary>Makes an error about a response's body.</summary>
    /// <param name="message">The message: what happened, and what to do.</param>
    /// <param name="innerException">Exception of the reader.</param>
    public ApiResponseException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>The status of the response; null when it is not known.</summary>
    public HttpStatusCode? StatusCode { get; init; }

    /// <summary>The server's id of the request; null when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Place of the fault in the JSON, such as <c>$.snippets[0].audio</c>; null when it is not about JSON.</summary>
    public string? Path { get; init; }

    /// <summary>The line of the JSON text, from 1; null when it is not about JSON.</summary>
    public long? Line { get; init; }

    /// <summary>The byte in the line, from 1; null when it is not about JSON.</summary>
    public long? Column { get; init; }

    /// <summary>The item of a stream that the trouble is with, from 1; null when the body is no stream of items.</summary>
    public long? Item { get; init; }
}
