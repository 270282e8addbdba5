using System.Net.Http.Headers;

namespace HumeGen;

/// <summary>Builds the message of one attempt.</summary>
internal sealed class RequestMessageBuilder(PipelineSettings settings)
{
    /// <summary>Builds a message. Each step may replace what an earlier one set.</summary>
    /// <param name="call">The call.</param>
    /// <param name="token">The access token; null when the credential is none.</param>
    /// <param name="shown">The attempt as hooks see it; null when there are no hooks.</param>
    /// <param name="end">Ends the attempt.</param>
    public HttpRequestMessage Create(CallContext call, ApiAccessToken? token, ApiAttempt? shown, CancellationToken end)
    {
        var message = new HttpRequestMessage(call.Request.Method, AddressOf(call)) { Content = CreateContent(call, end) };
        try
        {
            BrowserRules.Prepare(message, call.Mode);
            AddDefaultHeaders(message, call);
            AddCredential(message, call, token);
            AddCallHeaders(message, call);
            shown?.Show(message, settings.OnRequest);
            CollectSecrets(message, call);
            call.Prepare?.Invoke(message);
            return message;
        }
        catch
        {
            message.Dispose();
            throw;
        }
    }

    private void AddDefaultHeaders(HttpRequestMessage message, CallContext call)
    {
        if (settings.UserAgent is { } agent)
            message.Headers.TryAddWithoutValidation("User-Agent", agent);
        if (call.Accept is { } accept)
            message.Headers.TryAddWithoutValidation("Accept", accept);

        // A stream that is packed comes in lumps.
        if (call.Mode == ReadMode.Streamed && !OperatingSystem.IsBrowser())
            message.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
    }

    private void AddCredential(HttpRequestMessage message, CallContext call, ApiAccessToken? token)
    {
        foreach (var (place, key) in KeysIn(call, KeyCarrier.Header))
            message.Headers.TryAddWithoutValidation(place.Name, key);
        if (call.Credentials.HasAuthorization && settings.Credential.BasicLogin is { } login)
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", login);
        if (token is not null)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
    }

    private static void AddCallHeaders(HttpRequestMessage message, CallContext call)
    {
        var cookies = CookiesOf(call);
        BrowserRules.CheckCookies(call, cookies);
        if (cookies.Length > 0)
            message.Headers.TryAddWithoutValidation("Cookie", cookies);
        foreach (var (name, value) in call.Request.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        foreach (var (name, value) in call.Options?.Headers ?? new Dictionary<string, string>())
            HeaderText.Replace(message, name, value);
    }

    private static IEnumerable<(ApiKeyPlace Place, string Key)> KeysIn(CallContext call, KeyCarrier carrier) =>
        call.Credentials.Keys.Where(k => k.Place.Carrier == carrier);

    // After the hooks, as they may send another credential.
    private void CollectSecrets(HttpRequestMessage message, CallContext call)
    {
        foreach (var name in (string[])["Authorization", "Proxy-Authorization"])
        {
            if (message.Headers.NonValidated.TryGetValues(name, out var authorization))
                call.Secrets.RememberAuthorization(authorization.ToString());
        }

        foreach (var place in settings.Api.FurtherKeys.Prepend(settings.Api.FirstKey))
        {
            if (place is { Carrier: KeyCarrier.Header } && message.Headers.NonValidated.TryGetValues(place.Name, out var keys))
                call.Secrets.Remember(keys.ToString());
        }

        foreach (var (name, values) in message.Headers.NonValidated)
            call.Secrets.RememberNamed(name, values.ToString());
        if (message.Headers.NonValidated.TryGetValues("Cookie", out var cookies))
            RememberPairs(call, cookies.ToString(), ';', static _ => "cookie");
        RememberPairs(call, message.RequestUri!.Query.TrimStart('?'), '&', static name => name);
        foreach (var (name, value) in call.Request.PathValues)
            call.Secrets.RememberNamed(name, Uri.UnescapeDataString(value));
    }

    private static void RememberPairs(CallContext call, string pairs, char separator, Func<string, string> nameOf)
    {
        foreach (var pair in pairs.Split(separator))
        {
            if (pair.IndexOf('=') is var sign and > 0)
                call.Secrets.RememberNamed(nameOf(Uri.UnescapeDataString(pair[..sign].Trim())), Uri.UnescapeDataString(pair[(sign + 1)..].Trim()));
        }
    }

    // A file may have gone, or be locked, since its part was made.
    private static HttpContent? CreateContent(CallContext call, CancellationToken end)
    {
        try
        {
            return call.Body is { } body ? body.CreateContent(end) : NoBody.For(call.Request.Method);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var clean = call.Secrets.Clean(e);
            throw new ApiClientException($"{call.Request} was not sent, as a file that belongs to it cannot be opened. {clean.Message}", clean);
        }
    }

    private static Uri AddressOf(CallContext call)
    {
        var address = call.Uri.AbsoluteUri;
        foreach (var (place, key) in KeysIn(call, KeyCarrier.Query))
            address += $"{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Uri.EscapeDataString(place.Name)}={Uri.EscapeDataString(key)}";
        return new Uri(address);
    }

    private static string CookiesOf(CallContext call)
    {
        var cookies = call.Request.Cookies.Select(static c => $"{Uri.EscapeDataString(c.Key)}={c.Value}");
        return string.Join("; ", cookies.Concat(KeysIn(call, KeyCarrier.Cookie).Select(static k => $"{k.Place.Name}={k.Key}")));
    }
}
