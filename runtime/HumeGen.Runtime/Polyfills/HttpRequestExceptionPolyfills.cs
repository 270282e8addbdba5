using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace HumeGen;

/// <summary>Members of failed requests that later frameworks have.</summary>
internal static class HttpRequestExceptionPolyfills
{
    extension(HttpRequestException exception)
    {
        /// <summary>The kind of failure, as far as the inner exceptions tell.</summary>
        public HttpRequestError HttpRequestError => ErrorOf(exception);
    }

    private static HttpRequestError ErrorOf(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            var error = exception switch
            {
                SocketException socket => ErrorOf(socket.SocketErrorCode),
                AuthenticationException => HttpRequestError.SecureConnectionError,
                WebException web => ErrorOf(web.Status),
                _ => HttpRequestError.Unknown,
            };
            if (error != HttpRequestError.Unknown)
                return error;
        }

        return HttpRequestError.Unknown;
    }

    private static HttpRequestError ErrorOf(SocketError error) => error switch
    {
        SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery => HttpRequestError.NameResolutionError,
        SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown or SocketError.NetworkDown =>
            HttpRequestError.ConnectionError,
        _ => HttpRequestError.Unknown,
    };

    private static HttpRequestError ErrorOf(WebExceptionStatus status) => status switch
    {
        WebExceptionStatus.NameResolutionFailure => HttpRequestError.NameResolutionError,
        WebExceptionStatus.ConnectFailure => HttpRequestError.ConnectionError,
        WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure => HttpRequestError.SecureConnectionError,
        WebExceptionStatus.ProxyNameResolutionFailure or WebExceptionStatus.RequestProhibitedByProxy => HttpRequestError.ProxyTunnelError,
        WebExceptionStatus.ServerProtocolViolation => HttpRequestError.InvalidResponse,
        _ => HttpRequestError.Unknown,
    };
}
