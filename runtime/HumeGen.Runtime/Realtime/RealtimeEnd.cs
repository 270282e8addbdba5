namespace HumeGen;

/// <summary>Reasons for the end of a connection.</summary>
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

    /// <summary>Too many messages of the server could not be read (<see cref="RealtimeOptions.MaxMalformedPerMinute"/>).</summary>
    TooManyMalformed,

    /// <summary>The server ended the conversation because nothing happened; <see cref="RealtimeClose.LastError"/> has its words.</summary>
    Inactivity,

    /// <summary>The server ended the conversation because it had lasted as long as it may; <see cref="RealtimeClose.LastError"/> has its words.</summary>
    MaxDuration,

    /// <summary>The server did not send the message that begins the conversation in time (<see cref="RealtimeOptions.ReadyTimeout"/>).</summary>
    ReadyTimeout,
}
