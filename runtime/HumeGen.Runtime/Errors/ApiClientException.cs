namespace HumeGen;

/// <summary>Base of all errors of this library, apart from wrong arguments and a cancelled token.</summary>
/// <remarks>
/// No message of it or of its kinds ever contains a key, a token, or the query or login of an address. A message is one line of at most 4,000 characters,
/// so that nothing that a server says can pass for lines of a log.
/// </remarks>
public class ApiClientException : Exception
{
    private const int LongestMessage = 4000;

    /// <summary>Makes an error with a message.</summary>
    /// <param name="message">The message: what happened, and what to do.</param>
    /// <param name="innerException">The cause; null when there is none.</param>
    public ApiClientException(string message, Exception? innerException = null)
        : base(message is null ? null : MessageText.OneLine(message, LongestMessage), innerException)
    {
    }

    /// <summary>Attempts that failed before this error and the one that it tells of, oldest first; empty when there was no more than one.</summary>
    public IReadOnlyList<ApiAttemptFailure> Attempts { get; internal set; } = [];
}
