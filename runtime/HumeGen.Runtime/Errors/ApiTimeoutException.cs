namespace HumeGen;

/// <summary>A limit of time ran out. The inner exception is a <see cref="TimeoutException"/>.</summary>
public sealed class ApiTimeoutException : ApiClientException
{
    /// <summary>Makes an error about a limit of time.</summary>
    /// <param name="message">The message: what happened, and what to do.</param>
    /// <param name="kind">The limit that ran out.</param>
    /// <param name="timeout">Length of the limit.</param>
    /// <param name="innerException">The interruption; it becomes the inner exception of the <see cref="TimeoutException"/>.</param>
    public ApiTimeoutException(string message, ApiTimeoutKind kind, TimeSpan timeout, Exception? innerException = null)
        : base(message, innerException as TimeoutException ?? new TimeoutException(message, innerException))
    {
        Kind = kind;
        Timeout = timeout;
    }

    /// <summary>The limit that ran out.</summary>
    public ApiTimeoutKind Kind { get; }

    /// <summary>Length of the limit.</summary>
    public TimeSpan Timeout { get; }
}
