using System.Net;

namespace HumeGen;

/// <summary>Finds or makes the HttpClient to send with.</summary>
internal static class HttpClientProvider
{
#if NET
    // A server that moves is found again after this time at the latest.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
#endif

    /// <summary>The client, and whether it is ours to dispose.</summary>
    public static (HttpClient Client, bool Owned) Create(ApiClientOptions options, TimeSpan connectTimeout)
    {
        if (options is { HttpClient: not null, HttpMessageHandler: not null })
            throw new ArgumentException("Give HttpClient or HttpMessageHandler, not both.", nameof(options));
        if (options.HttpClient is { } client)
            return (client, false);

        if (options.HttpMessageHandler is { } handler)
        {
            RedirectCheck.CheckHandler(handler);
            return (new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan }, true);
        }

        return (new HttpClient(CreateHandler(connectTimeout), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan }, true);
    }

    /// <summary>A handler such as the client's own.</summary>
    public static HttpMessageHandler CreateHandler(TimeSpan connectTimeout) =>
#if NET
        new SendOnceHandler(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
            ConnectTimeout = connectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            Proxy = LoopbackBypass.Instance,
            UseCookies = false,
        });
#else
        new HttpClientHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            MaxConnectionsPerServer = int.MaxValue,
            Proxy = LoopbackBypass.Instance,
            UseCookies = false,
        };
#endif
}
