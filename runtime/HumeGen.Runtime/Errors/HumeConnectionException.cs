namespace HumeGen;

/// <summary>What went wrong with a connection.</summary>
public enum HumeConnectionError
{
    /// <summary>Anything that is none of the others.</summary>
    Other,

    /// <summary>The host's name could not be resolved.</summary>
    Dns,

    /// <summary>No connection could be made: refused, or no way to the host.</summary>
    Refused,

    /// <summary>No secure connection could be made, for example because the certificate is not trusted.</summary>
    Tls,

    /// <summary>The proxy did not let the connection through.</summary>
    Proxy,

    /// <summary>The connection broke before the answer came.</summary>
    Reset,
}

/// <summary>The server could not be reached, or the connection broke before it answered.</summary>
public sealed class HumeConnectionException : HumeException
{
    /// <summary>Makes an error about a connection.</summary>
    /// <param name="message">What happened, and what to do.</param>
    /// <param name="kind">What went wrong.</param>
    /// <param name="innerException">What the network reported.</param>
    public HumeConnectionException(string message, HumeConnectionError kind, Exception? innerException = null)
        : base(message, innerException) => Kind = kind;

    /// <summary>What went wrong.</summary>
    public HumeConnectionError Kind { get; }
}
