using System.Collections;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;

namespace HumeGen;

/// <summary>What later frameworks have for headers and failed requests.</summary>
internal static class Headers
{
    extension(HttpHeaders headers)
    {
        public PlainHeaders NonValidated => new(headers);
    }

    extension(HttpRequestException exception)
    {
        /// <summary>What went wrong, as far as the inner exceptions tell.</summary>
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

/// <summary>Headers as text.</summary>
internal readonly struct PlainHeaders(HttpHeaders headers) : IEnumerable<KeyValuePair<string, PlainValues>>
{
    public bool Contains(string name) => headers.TryGetValues(name, out _);

    public bool TryGetValues(string name, out PlainValues values)
    {
        var found = headers.TryGetValues(name, out var texts);
        values = new PlainValues(texts ?? []);
        return found;
    }

    public IEnumerator<KeyValuePair<string, PlainValues>> GetEnumerator()
    {
        foreach (var header in headers)
            yield return new(header.Key, new PlainValues(header.Value));
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The values of a header.</summary>
internal readonly struct PlainValues(IEnumerable<string> values) : IEnumerable<string>
{
    public IEnumerator<string> GetEnumerator() => values.GetEnumerator();

    public override string ToString() => string.Join(", ", values);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

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
