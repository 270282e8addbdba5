namespace HumeGen;

/// <summary>State of a connection.</summary>
public enum RealtimeState
{
    /// <summary>Messages go to and fro.</summary>
    Open,

    /// <summary>The connection broke and is to be opened again; <see cref="ReconnectOptions.Sending"/> says what becomes of messages that are sent meanwhile.</summary>
    Reconnecting,

    /// <summary>One side has said that it closes; nothing more can be sent, but messages may still come.</summary>
    Closing,

    /// <summary>It is over; what came before can still be read.</summary>
    Closed,
}
