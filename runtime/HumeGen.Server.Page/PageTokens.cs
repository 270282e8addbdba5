using Microsoft.AspNetCore.Http;

namespace HumeGen.Server.Page;

/// <summary>
/// Gives the page a token of the server that lives 30 minutes: for the code of a link, for the API key, or for a token that is still valid. There are no cookies, so a
/// strange page has nothing that a browser would add by itself.
/// </summary>
internal sealed class PageTokens(HumePage page, HumeServer server)
{
    private const string CodeHeader = "X-Page-Code";

    public async Task AnswerAsync(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (!IsSameOrigin(http.Request))
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "Only the page of this server gets a token here.").ConfigureAwait(false);
            return;
        }

        var code = http.Request.Headers[CodeHeader].ToString();
        if (await CreateTokenAsync(http, code).ConfigureAwait(false) is { } token)
            await http.Response.WriteAsJsonAsync(new { access_token = token, notes = page.Notes, scores_note = page.ScoresNote }, http.RequestAborted).ConfigureAwait(false);
        else if (code.Length > 0)
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, "The link has been used already. Enter the API key of the server.").ConfigureAwait(false);
        else
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, "This is not the API key of the server, or the token has expired.").ConfigureAwait(false);
    }

    /// <summary>A token for the key that the request shows, or for the server's own by a code; null when it shows neither.</summary>
    private async ValueTask<string?> CreateTokenAsync(HttpContext http, string code)
    {
        if (code.Length > 0)
            return page.Take(code) ? server.CreateAccessToken() : null;

        return await server.FindKeyAsync(http.Request, http.RequestAborted).ConfigureAwait(false) is { } keyId ? server.CreateAccessToken(keyId) : null;
    }

    /// <summary>Whether a request comes from a page of this very server, or from no browser at all.</summary>
    private static bool IsSameOrigin(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site == "same-origin";

        // Browsers leave that header out for addresses without TLS other than the machine's own.
        return request.Headers.Origin.ToString() is not { Length: > 0 } origin
            || (Uri.TryCreate(origin, UriKind.Absolute, out var address) && string.Equals(address.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }

    private static Task RefuseAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(new { message }, http.RequestAborted);
    }
}
