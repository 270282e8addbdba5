using System.Threading.RateLimiting;

namespace WebVoice;

/// <summary>The WebSocket of the page, and what protects it and the page.</summary>
internal static class TalkEndpoint
{
    private const string Limits = "chats";
    private const int MostChats = 20;

    // Nothing from other hosts, nothing inline, in no frame.
    private const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Limits the chats that go on at once: each costs money at the voice server. A page has one.</summary>
    public static IServiceCollection AddPageLimits(this IServiceCollection services) => services.AddRateLimiter(options =>
    {
        options.RejectionStatusCode = StatusCodes.Status503ServiceUnavailable;
        options.AddPolicy(Limits, _ => RateLimitPartition.GetConcurrencyLimiter(Limits, _ => new() { PermitLimit = MostChats }));
    });

    public static void UsePageHeaders(this WebApplication app) => app.Use((http, next) =>
    {
        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Permissions-Policy"] = "microphone=(self)";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return next(http);
    });

    /// <summary>Maps <c>/talk?rate=48000</c>, where the rate is that of the samples that the page sends.</summary>
    public static void MapTalk(this WebApplication app, string? note) => app.MapGet("/talk", async (HttpContext http, int rate, VoiceRelay relay) =>
    {
        if (!http.WebSockets.IsWebSocketRequest || rate is < 8_000 or > 192_000)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
        }
        else if (!IsOwnPage(http.Request))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else
        {
            using var page = await http.WebSockets.AcceptWebSocketAsync();
            await relay.RunAsync(page, rate, note, http.RequestAborted);
        }
    }).RequireRateLimiting(Limits);

    // Browsers let any page open a WebSocket to any server, and say in Origin which page it was.
    private static bool IsOwnPage(HttpRequest request) =>
        Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin)
        && string.Equals(origin.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
