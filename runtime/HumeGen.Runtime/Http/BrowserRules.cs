namespace HumeGen;

/// <summary>Rules of calls that a browser makes for the page (fetch).</summary>
internal static class BrowserRules
{
    /// <summary>Reasons of a call that fails: a browser tells a page no more than that it did.</summary>
    public const string Reasons = " The browser tells no reason: the server may be down, refuse the credential, or allow no pages of this origin (CORS).";

    /// <summary>Refuses cookies, which a browser would leave out without a word.</summary>
    public static void CheckCookies(CallContext call, string cookies)
    {
        if (OperatingSystem.IsBrowser() && cookies.Length > 0)
            throw new ApiClientException($"{call.Request} was not sent, as it takes a cookie, and a browser lets no page send one. Call it through a server of yours.");
    }

    /// <summary>Asks for the body while it arrives. Before .NET 10 the platform waits for all of it unless asked.</summary>
    public static void Prepare(HttpRequestMessage message, ReadMode mode)
    {
#if NET
        if (OperatingSystem.IsBrowser() && mode == ReadMode.Streamed)
            message.Options.Set(new HttpRequestOptionsKey<bool>("WebAssemblyEnableStreamingResponse"), true);
#endif
    }

    /// <summary>Takes away the headers that told how the body was packed, and how long it was then: the browser has unpacked it.</summary>
    public static void ForgetPacking(HttpResponseMessage response)
    {
        if (OperatingSystem.IsBrowser() && response.Content.Headers.Remove("Content-Encoding"))
            response.Content.Headers.ContentLength = null;
    }
}
