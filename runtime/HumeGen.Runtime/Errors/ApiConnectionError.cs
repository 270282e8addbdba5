namespace HumeGen;

/// <summary>Kinds of failed connections.</summary>
public enum ApiConnectionError
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
