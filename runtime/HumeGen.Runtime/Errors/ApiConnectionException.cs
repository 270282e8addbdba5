namespace HumeGen;

/// <summary>The server could not be reached, or the connection broke before it answered.</summary>
public sealed class ApiConnectionException : ApiClientException
{
    /// <summary>Makes an error about a connection.</summary>
    /// <param name="message">The message: what happened, and what to do.</param>
    /// <param name="kind">The kind of failure.</param>
    /// <param name="innerException">The error of the network.</param>
    public ApiConnectionException(string message, ApiConnectionError kind, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>The kind of failure.</summary>
    public ApiConnectionError Kind { get; }
}
