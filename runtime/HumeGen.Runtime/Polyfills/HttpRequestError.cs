namespace System.Net.Http;

/// <summary>Why a request failed.</summary>
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
