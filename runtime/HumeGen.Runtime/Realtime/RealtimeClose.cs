using System.Text;

namespace HumeGen;

/// <summary>End of a connection.</summary>
public sealed record RealtimeClose
{
    /// <summary>Reason of the end.</summary>
    public required RealtimeEnd End { get; init; }

    /// <summary>
    /// The close code: the server's when it closed the connection, else the one with which this program did; 1006 when neither did and the connection is just gone.
    /// </summary>
    public required int Code { get; init; }

    /// <summary>The close code with the API's meaning and remedy for it; null when the API has no catalogue of close codes.</summary>
    public IApiCode? CloseCode { get; init; }

    /// <summary>The text that the server sent with its close code; empty when it sent none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The last error message that the server sent on this connection; null when it sent none.</summary>
    public IRealtimeError? LastError { get; init; }

    /// <summary>The error of the network or of a limit of time; null when there is none.</summary>
    public Exception? Exception { get; init; }

    /// <summary>Attempts to reconnect that failed, oldest first; empty when there was none.</summary>
    public IReadOnlyList<ApiAttemptFailure> Attempts { get; init; } = [];

    /// <summary>
    /// True when this program closed the connection, or the server did with code 1000. Reading then just ends; else it throws <see cref="RealtimeClosedException"/>.
    /// </summary>
    public bool IsNormal =>
        End == RealtimeEnd.ClosedByClient
        || (End is RealtimeEnd.ClosedByServer or RealtimeEnd.Inactivity or RealtimeEnd.MaxDuration && Code == 1000 && GaveUp is null);

    internal string Path { get; init; } = "";

    /// <summary>Reason why the connection was not opened again though it was to be; null when it was not to be.</summary>
    internal string? GaveUp { get; init; }

    /// <summary>Secrets that the message must not tell, though the last error may; null when nothing is known.</summary>
    internal CallSecrets? Secrets { get; init; }

    /// <summary>The message: what happened, and what to do.</summary>
    /// <returns>One or more sentences.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        MessageText.AppendSentence(text, FormattableString.Invariant($"The connection{(Path.Length > 0 ? " to " : "")}{Path} {Story()}"));
        if (LastError is { } error)
        {
            var words = $"{error.ErrorCode?.Value} {error.ErrorCode?.Meaning ?? error.ErrorText}";
            MessageText.AppendSentence(text, $"The server's last error was {Secrets?.Clean(words) ?? MessageText.OneLine(words)}");
            if (error.ErrorCode?.Remedy is { } remedy)
                MessageText.AppendSentence(text, remedy);
        }

        if (GaveUp is { } why)
            MessageText.AppendSentence(text, why);
        return text.ToString();
    }

    private string Story() => End switch
    {
        RealtimeEnd.ClosedByClient => "was closed by this program. Connect again to go on",
        RealtimeEnd.ClosedByServer => FormattableString.Invariant(
            $"was closed by the server with code {Code}{(Reason.Length > 0 ? $" ({Reason})" : "")}. {CloseCode?.Meaning} {(LastError is null ? CloseCode?.Remedy : "")}").TrimEnd(),
        RealtimeEnd.ConnectionLost => "broke without a closing message. Check the network and connect again",
        RealtimeEnd.MessageTooBig => $"was closed, as the server sent a message larger than allowed. {Exception?.Message}".TrimEnd(),
        RealtimeEnd.TooManyMalformed => $"was closed, as too many messages of the server could not be read. {Exception?.Message}".TrimEnd(),
        RealtimeEnd.ProtocolError =>
            "was closed because the server broke the WebSocket protocol. Check for a proxy in between; the inner exception says more",
        RealtimeEnd.Inactivity => FormattableString.Invariant($"was ended by the server with code {Code}, as nothing had happened for too long"),
        RealtimeEnd.MaxDuration => FormattableString.Invariant($"was ended by the server with code {Code}, as it had lasted as long as it may"),
        _ => $"was given up, as a limit of time ran out. {Exception?.Message}".TrimEnd(),
    };
}
