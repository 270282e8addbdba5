using System.Net.Sockets;

namespace HumeGen;

/// <summary>Tells from what a handler throws what went wrong, and whether the server may have seen the request.</summary>
internal static class TransportFailure
{
#if NET
    // An error code of HTTP/2 (RFC 9113).
    private const long RefusedStream = 7;

#endif
    private const string NoName = "the host's name could not be resolved. Check the network and BaseAddress";

    public static AttemptResult Of(Exception cause, CallContext call, PipelineSettings settings, TimeLimit attempt, HttpResponseMessage? response)
    {
        var host = call.Uri.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
        if (call.Total.Elapsed)
            return Failed(AttemptEnd.NotRetryable, _ => TotalTimeout(call, cause));
        if (attempt.Elapsed)
        {
            return Failed(AttemptEnd.ResponseLost, count => new ApiTimeoutException(
                $"{call.Request} got no answer from {host} within {MessageText.Of(attempt.Limit)} (AttemptTimeout){MessageText.Attempts(count)}.",
                ApiTimeoutKind.Attempt,
                attempt.Limit,
                call.Secrets.Clean(cause)));
        }

        if (Find<SourceException>(cause) is { } source)
            return Failed(AttemptEnd.NotRetryable, _ => SourceFailed(call.Secrets.Clean(source)));
        if (cause is OperationCanceledException or ObjectDisposedException)
            return Cancelled(cause, call, settings, host);
        if (response is not null)
            return CutShort(cause, call, response);
#if NET
        if (Find<HttpProtocolException>(cause) is { } broken)
            return OfHttp2(broken, cause, call, host);
#endif
        return cause is HttpRequestException { HttpRequestError: not HttpRequestError.Unknown } known
            ? OfRequestError(known, call, host)
            : Failed(AttemptEnd.ResponseLost, count => Broken(cause, call, host, count));
    }

    public static ApiTimeoutException TotalTimeout(CallContext call, Exception cause) => new(
        $"{call.Request} was not done within {MessageText.Of(call.Total.Limit)} (Timeout){MessageText.Attempts(call.Attempts)}."
        + (call.Safe ? "" : " The server may have carried it out all the same; look before you send it again."),
        ApiTimeoutKind.Total,
        call.Total.Limit,
        call.Secrets.Clean(cause));

    // No token of ours: the handler gave up by itself.
    private static AttemptResult Cancelled(Exception cause, CallContext call, PipelineSettings settings, string host)
    {
        if (cause.InnerException is not TimeoutException timeout)
        {
            return Failed(AttemptEnd.NotRetryable, _ => new ApiConnectionException(
                $"{call.Request} was broken off because the HttpClient was disposed or its requests were cancelled.", ApiConnectionError.Other, call.Secrets.Clean(cause)));
        }

        // An HttpClient's own limit wraps a cancellation; a handler's limit for connecting does not.
        return timeout.InnerException is OperationCanceledException
            ? Failed(AttemptEnd.ResponseLost, count => new ApiTimeoutException(
                $"{call.Request} got no answer from {host} within the Timeout of the given HttpClient{MessageText.Attempts(count)}. Set that to infinite and use ApiClientOptions.Timeout.",
                ApiTimeoutKind.Attempt,
                settings.AttemptTimeout,
                call.Secrets.Clean(timeout)))
            : Failed(AttemptEnd.NotSent, count => new ApiTimeoutException(
                $"No connection to {host} came about in the time for connecting "
                + $"(ConnectTimeout, {MessageText.Of(settings.ConnectTimeout)} unless a handler was given), so {call.Request} was not sent{MessageText.Attempts(count)}. "
                + "Check the network and BaseAddress.",
                ApiTimeoutKind.Connect,
                settings.ConnectTimeout,
                call.Secrets.Clean(timeout)));
    }

#if NET
    // The platform has sent it again already where the server said that it did nothing.
    private static AttemptResult OfHttp2(HttpProtocolException broken, Exception cause, CallContext call, string host) => broken.ErrorCode == RefusedStream
        ? Failed(AttemptEnd.NotSent, count => new ApiConnectionException(
            $"{host} refused {call.Request}, which was not carried out{MessageText.Attempts(count)}. It may have too many calls at once; send fewer.",
            ApiConnectionError.Refused,
            call.Secrets.Clean(cause)))
        : Failed(AttemptEnd.ResponseLost, count => Broken(cause, call, host, count));
#endif

    private static AttemptResult OfRequestError(HttpRequestException cause, CallContext call, string host)
    {
        var (end, kind, why) = cause.HttpRequestError switch
        {
            HttpRequestError.NameResolutionError => (AttemptEnd.NotSent, ApiConnectionError.Dns, NoName),

            // Without a network the resolver says "try again", which .NET takes for a failed connection.
            HttpRequestError.ConnectionError
                when cause.InnerException is SocketException { SocketErrorCode: SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery } =>
                (AttemptEnd.NotSent, ApiConnectionError.Dns, NoName),
            HttpRequestError.ConnectionError => (
                AttemptEnd.NotSent, ApiConnectionError.Refused, "it was refused, or the host cannot be reached. Check BaseAddress, and that the server runs"),
            HttpRequestError.SecureConnectionError => (
                AttemptEnd.NotRetryable, ApiConnectionError.Tls, "it could not be made secure. Check that the host's certificate is valid and trusted by this machine"),
            HttpRequestError.ProxyTunnelError => (
                AttemptEnd.NotRetryable, ApiConnectionError.Proxy, "the proxy did not let it through. Check the proxy's address and credential"),
            HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError or HttpRequestError.ConfigurationLimitExceeded => (
                AttemptEnd.ResponseLost, ApiConnectionError.Other, ""),
            _ => (AttemptEnd.ResponseLost, ApiConnectionError.Reset, ""),
        };

        return Failed(end, count => kind switch
        {
            ApiConnectionError.Reset => Broken(cause, call, host, count),
            ApiConnectionError.Other => new ApiConnectionException(
                $"What {host} answered to {call.Request} is not proper HTTP{MessageText.Attempts(count)}. Check BaseAddress and proxies.", kind, call.Secrets.Clean(cause)),
            _ => new ApiConnectionException($"No connection to {host}, so {call.Request} was not sent{MessageText.Attempts(count)}: {why}.", kind, call.Secrets.Clean(cause)),
        });
    }

    private static ApiConnectionException Broken(Exception cause, CallContext call, string host, int attempts) => new(
        $"The connection to {host} broke before {call.Request} was answered{MessageText.Attempts(attempts)}."
        + (call.Safe ? "" : " The server may have carried it out all the same, so it was not sent again; look before you do.")
        + (OperatingSystem.IsBrowser() ? BrowserRules.Reasons : call.Body is null ? "" : " A server that finds a body too large may break off like this."),
        ApiConnectionError.Reset,
        call.Secrets.Clean(cause));

    private static ApiClientException SourceFailed(Exception source) => new(source.Message, source.InnerException);

    private static AttemptResult CutShort(Exception cause, CallContext call, HttpResponseMessage response)
    {
        var status = response.StatusCode;
        return Failed(AttemptEnd.ResponseLost, count => new ApiResponseException(
            $"The response to {call.Request} was cut short or could not be unpacked{MessageText.Attempts(count)}."
            + FormattableString.Invariant($" The server had answered {(int)status}."),
            call.Secrets.Clean(cause))
        { StatusCode = status });
    }

    private static AttemptResult Failed(AttemptEnd end, Func<int, ApiClientException> failure) => new() { End = end, Failure = failure };

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
            exception = exception.InnerException;
        return exception as T;
    }
}
