namespace System.Net.Http;

/// <summary>Reasons for the failure of a request.</summary>
internal enum HttpRequestError
{
    Unknown,
    NameResolutionError,
    ConnectionError,
    SecureConnectionError,
    HttpProtocolError,
    ProxyTunnelError,
    InvalidResponse,
    ConfigurationLimitExceeded,
}
