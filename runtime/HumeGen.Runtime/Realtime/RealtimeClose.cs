using System.Globalization;
using System.Text;

namespace HumeGen;

/// <summary>Why a connection ended.</summary>
public enum RealtimeEnd
{
    /// <summary>This program closed it.</summary>
    ClosedByClient,

    /// <summary>The server closed it; <see cref="RealtimeClose.Code"/> and <see cref="RealtimeClose.Reason"/> say why.</summary>
    ClosedByServer,

    /// <summary>The network or the server broke it off without a word.</summary>
    ConnectionLost,

    /// <summary>The server gave no sign of life (<see cref="RealtimeOptions.KeepAliveTimeout"/>).</summary>
    KeepAliveTimeout,

    /// <summary>The server sent no message for too long (<see cref="RealtimeOptions.IdleTimeout"/>).</summary>
    IdleTimeout,

    /// <summary>A message could not be sent in time (<see cref="RealtimeOptions.SendTimeout"/>).</summary>
    SendTimeout,

    /// <summary>The server sent a message larger than <see cref="RealtimeOptions.MaxMessageBytes"/>.</summary>
    MessageTooBig,

    /// <summary>The server sent something that is not the WebSocket protocol.</summary>
    ProtocolError,
}

/// <summary>How a connection ended.</summary>
public sealed record RealtimeClose
{
    /// <summary>Why it ended.</summary>
    public required RealtimeEnd End { get; init; }

    /// <summary>
    /// The close code: the server's when it sent one, else the one that was sent to it; 1006 when neither side could send one.
    /// </summary>
    public required int Code { get; init; }

    /// <summary>The close code with the API's meaning and remedy for it.</summary>
    public HumeCloseCode CloseCode => new(Code.ToString(CultureInfo.InvariantCulture));

    /// <summary>The text that the server sent with its close code; empty when it sent none.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The last error message that the server sent on this connection; null when it sent none.</summary>
    public IRealtimeError? LastError { get; init; }

    /// <summary>What the network or a limit of time reported; null when nothing did.</summary>
    public Exception? Exception { get; init; }

    /// <summary>
    /// True when this program closed the connection, or the server did with code 1000. Reading then just ends; else it throws <see cref="HumeClosedException"/>.
    /// </summary>
    public bool IsNormal => End == RealtimeEnd.ClosedByClient || (End == RealtimeEnd.ClosedByServer && Code == 1000);

    internal string Path { get; init; } = "";

    /// <summary>What happened, and what to do.</summary>
    /// <returns>One or more sentences.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        Sentence(text, FormattableString.Invariant($"The connection{(Path.Length > 0 ? " to " : "")}{Path} {Story()}"));
        if (LastError is { } error)
        {
            Sentence(text, $"The server's last error was {error.ErrorCode?.Value} {error.ErrorCode?.Meaning ?? error.ErrorText}".TrimEnd());
            if (error.ErrorCode?.Remedy is { } remedy)
                Sentence(text, remedy);
        }

        return text.ToString();
    }

    private string Story() => End switch
    {
        RealtimeEnd.ClosedByClient => "was closed by this program. Connect again to go on",
        RealtimeEnd.ClosedByServer => FormattableString.Invariant($"was closed by the server with code {Code}{(Reason.Length > 0 ? $" ({Reason})" : "")}. {CloseCode.Meaning} {(LastError is null ? CloseCode.Remedy : "")}").TrimEnd(),
        RealtimeEnd.ConnectionLost => "broke without a closing message. Check the network and connect again",
        RealtimeEnd.MessageTooBig => $"was closed, as the server sent a message larger than allowed. {Exception?.Message}".TrimEnd(),
        RealtimeEnd.ProtocolError =>
            "was closed because the server broke the WebSocket protocol. Check for a proxy in between; the inner exception says more",
        _ => $"was given up, as a limit of time ran out. {Exception?.Message}".TrimEnd(),
    };

    private static void Sentence(StringBuilder text, string words)
    {
        if (text.Length > 0)
            text.Append(' ');
        text.Append(words);
        if (words is not [.., '.' or '!' or '?'])
            text.Append('.');
    }
}
