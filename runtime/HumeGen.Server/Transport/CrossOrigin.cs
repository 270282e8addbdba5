using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace HumeGen.Server.Transport;

/// <summary>Lets pages of other origins call the server, as Hume did. Every answer has the headers, refusals too: without them a page sees no error at all.</summary>
internal sealed class CrossOrigin
{
    private readonly CorsService _service = new(Options.Create(new CorsOptions()), NullLoggerFactory.Instance);
    private readonly CorsPolicy _policy;

    /// <param name="origins">The origins that are let in; none for any.</param>
    public CrossOrigin(IReadOnlyCollection<string> origins)
    {
        var policy = new CorsPolicyBuilder()
            .AllowAnyHeader()
            .AllowAnyMethod()
            .WithExposedHeaders("x-request-id", "x-voice-stand-in", HeaderNames.RetryAfter, HeaderNames.ContentDisposition, HeaderNames.WWWAuthenticate)
            .SetPreflightMaxAge(TimeSpan.FromHours(2));
        _policy = (origins.Count == 0 ? policy.AllowAnyOrigin() : policy.WithOrigins([.. origins])).Build();
    }

    /// <summary>Describes the fault of an origin of the options; null when it has none.</summary>
    public static string? FaultOf(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https"
            && string.Equals(origin, address.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
            ? null
            : $"AllowedOrigins has '{origin}', which is not an origin; write it like https://app.example or http://localhost:3000, or leave the list empty for any.";

    /// <summary>Adds the headers for the page that asks; true when its browser only asked for leave, and has been answered.</summary>
    public bool TryAnswer(HttpContext http)
    {
        if (!http.Request.Headers.ContainsKey(HeaderNames.Origin))
            return false;

        var result = _service.EvaluatePolicy(http, _policy);
        _service.ApplyResult(result, http.Response);
        if (result.IsPreflightRequest)
            http.Response.StatusCode = StatusCodes.Status204NoContent;

        return result.IsPreflightRequest;
    }

    /// <summary>Whether a page comes from the server itself. Its scheme is left out: a proxy may speak TLS for the server.</summary>
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var address) && string.Equals(address.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);

    /// <summary>Refuses the handshake of a page whose origin is not let in: browsers open WebSockets without asking for leave.</summary>
    public void CheckHandshake(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        if (origin.Length > 0 && !_policy.AllowAnyOrigin && !_policy.IsOriginAllowed(origin) && !IsOwn(origin, request))
            throw ApiRefusal.Error(403, null, "forbidden", "The origin of this page is not among those that the server lets in; add it to AllowedOrigins.");
    }
}
