namespace HumeGen;

/// <summary>The limit that ran out.</summary>
public enum ApiTimeoutKind
{
    /// <summary>The whole call: all attempts, the waits between them and the reading of the body.</summary>
    Total,

    /// <summary>One attempt of a request that may be repeated.</summary>
    Attempt,

    /// <summary>Opening the connection.</summary>
    Connect,

    /// <summary>The pause between two pieces of a streamed body.</summary>
    StreamIdle,

    /// <summary>Sending one message over a WebSocket.</summary>
    Send,

    /// <summary>The pause between two messages of a WebSocket.</summary>
    Idle,

    /// <summary>The server's answer to a ping, which shows that the connection is alive.</summary>
    KeepAlive,

    /// <summary>The first message of a WebSocket, with which the server begins the conversation.</summary>
    Ready,
}
