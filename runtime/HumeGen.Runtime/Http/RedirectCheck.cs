namespace HumeGen;

/// <summary>Refuses to follow redirects, as the credential would go along to wherever they point.</summary>
internal static class RedirectCheck
{
    /// <summary>Checks that a given handler does not follow redirects.</summary>
    public static void CheckHandler(HttpMessageHandler? handler)
    {
        while (handler is DelegatingHandler outer)
            handler = outer.InnerHandler;
        if (FollowsRedirects(handler))
        {
            throw new ArgumentException(
                "The given HttpMessageHandler follows redirects and would take the key along to wherever they point. Set AllowAutoRedirect = false on it.",
                nameof(handler));
        }
    }

    /// <summary>
    /// Checks that an answer is no redirect of a browser, and that a given HttpClient has not followed one. Then it is too late to keep the key back, so the caller
    /// must know.
    /// </summary>
    public static void CheckResponse(CallContext call, Uri? address, HttpResponseMessage response)
    {
        if (response.StatusCode == 0)
        {
            // All that a browser shows of a redirect.
            throw new ApiClientException(
                $"The server answered {call.Request} with a redirect. Redirects are not followed, as the credential would go along. Check BaseAddress.");
        }

        if (response.RequestMessage?.RequestUri is { } uri && uri != address)
        {
            throw new ApiClientException(
                $"The given HttpClient followed a redirect of {call.Request} to {call.Secrets.Clean(uri.Host)}, and may have sent the credential there. "
                + "Set AllowAutoRedirect = false on its handler; if that host is not to be trusted, replace the key.");
        }
    }

    private static bool FollowsRedirects(HttpMessageHandler? handler) =>
#if NET
        (!OperatingSystem.IsBrowser() && handler is SocketsHttpHandler { AllowAutoRedirect: true }) ||
#endif
        handler is HttpClientHandler { AllowAutoRedirect: true };
}
