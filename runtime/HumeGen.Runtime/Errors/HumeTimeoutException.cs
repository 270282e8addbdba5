namespace HumeGen;

/// <summary>Which limit ran out.</summary>
public enum HumeTimeoutKind
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
}

/// <summary>A limit of time ran out. The inner exception is a <see cref="TimeoutException"/>.</summary>
public sealed class HumeTimeoutException : HumeException
{
    /// <summary>Makes an error about a limit of time.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="kind">Which limit ran out.</param>
    /// <param name="timeout">How long the limit was.</param>
    /// <param name="innerException">What was interrupted; it becomes the inner exception of the <see cref="TimeoutException"/>.</param>
    public HumeTimeoutException(string message, HumeTimeoutKind kind, TimeSpan timeout, Exception? innerException = null)
        : base(message, innerException as TimeoutException ?? new TimeoutException(message, innerException))
    {
        Kind = kind;
        Timeout = timeout;
    }

    /// <summary>Which limit ran out.</summary>
    public HumeTimeoutKind Kind { get; }

    /// <summary>How long the limit was.</summary>
    public TimeSpan Timeout { get; }
}
