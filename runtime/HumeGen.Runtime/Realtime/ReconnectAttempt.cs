using System.Net;

namespace HumeGen;

/// <summary>An attempt to open a connection again, about which <see cref="ReconnectOptions.Policy"/> decides.</summary>
public sealed record ReconnectAttempt
{
    /// <summary>End of the connection, or of the one that an earlier attempt opened.</summary>
    public required RealtimeClose Close { get; init; }

    /// <summary>Error of the attempt before; null for the first one, or when that attempt opened a connection.</summary>
    public Exception? Error { get; init; }

    /// <summary>The status with which the server refused the attempt before; null when it did not.</summary>
    public HttpStatusCode? Status => (Error as ApiErrorException)?.StatusCode;

    /// <summary>Number of the attempt, from 1. It begins again once a connection has been open for <see cref="ReconnectOptions.StableAfter"/>.</summary>
    public required int Attempt { get; init; }

    /// <summary>Wait that is proposed before it.</summary>
    public required TimeSpan Delay { get; init; }
}
