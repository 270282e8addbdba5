using System.Net;

namespace HumeGen;

/// <summary>Finds or makes the HttpClient to send with.</summary>
internal static class HttpClientProvider
{
#if NET
    // A server that moves is found again after this time at the latest.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    // A call that is given up leaves a connection of HTTP/2 open, so a dead one must be found out by itself.
    private static readonly TimeSpan PingDelay = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(15);
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
            return (CreateClient(handler, disposeHandler: false, options), true);
        }

        return (CreateClient(CreateHandler(connectTimeout), disposeHandler: true, options), true);
    }

    /// <summary>A handler such as the client's own.</summary>
    public static HttpMessageHandler CreateHandler(TimeSpan connectTimeout) =>
#if NET
        OperatingSystem.IsBrowser() ? new HttpClientHandler { AllowAutoRedirect = false } : new SendOnceHandler(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
            ConnectTimeout = connectTimeout,
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = PingDelay,
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingTimeout = PingTimeout,
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

    private static HttpClient CreateClient(HttpMessageHandler handler, bool disposeHandler, ApiClientOptions options) =>
        new(handler, disposeHandler)
        {
            Timeout = Timeout.InfiniteTimeSpan,
#if NET
            DefaultRequestVersion = options.UseHttp2 ? HttpVersion.Version20 : HttpVersion.Version11,
#endif
        };
}
