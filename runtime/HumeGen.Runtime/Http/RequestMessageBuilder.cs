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
        if (call.Mode == ReadMode.Streamed)
            message.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
    }

    private void AddCredential(HttpRequestMessage message, CallContext call, ApiAccessToken? token)
    {
        if (call.Request.IsAnonymous)
            return;
        if (settings.Credential.ApiKey is { } key && settings.Api is { ApiKeyQuery: null, ApiKeyCookie: null })
            message.Headers.TryAddWithoutValidation(settings.Api.ApiKeyHeader, key);
        if (settings.Credential.BasicLogin is { } login)
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", login);
        if (token is not null)
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
    }

    private void AddCallHeaders(HttpRequestMessage message, CallContext call)
    {
        if (CookiesOf(call) is { Length: > 0 } cookies)
            message.Headers.TryAddWithoutValidation("Cookie", cookies);
        foreach (var (name, value) in call.Request.Headers)
            message.Headers.TryAddWithoutValidation(name, value);
        foreach (var (name, value) in call.Options?.Headers ?? new Dictionary<string, string>())
            HeaderText.Replace(message, name, value);
    }

    // After the hooks, as they may send another credential.
    private void CollectSecrets(HttpRequestMessage message, CallContext call)
    {
        foreach (var name in (string[])["Authorization", "Proxy-Authorization"])
        {
            if (message.Headers.NonValidated.TryGetValues(name, out var authorization))
                call.Secrets.RememberAuthorization(authorization.ToString());
        }

        if (message.Headers.NonValidated.TryGetValues(settings.Api.ApiKeyHeader, out var keys))
            call.Secrets.Remember(keys.ToString());

        // Also what this call did not send, but another one of the client.
        call.Secrets.Remember(settings.Credential.ApiKey);
        call.Secrets.Remember(settings.Credential.BasicAuthorization);
        call.Secrets.Remember(settings.Credential.BasicLogin);
        foreach (var secret in settings.Credential.ClientSecrets)
            call.Secrets.Remember(secret);
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
            throw new ApiClientException($"{call.Request} was not sent, as a file that belongs to it cannot be opened. {e.Message}", e);
        }
    }

    // In the address only where the API takes a key nowhere else.
    private Uri AddressOf(CallContext call)
    {
        if (call.Request.IsAnonymous || settings.Api.ApiKeyQuery is not { } name || settings.Credential.ApiKey is not { } key)
            return call.Uri;
        var address = call.Uri.AbsoluteUri;
        return new Uri($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{Uri.EscapeDataString(name)}={Uri.EscapeDataString(key)}");
    }

    private string CookiesOf(CallContext call)
    {
        var cookies = call.Request.Cookies.Select(static c => $"{Uri.EscapeDataString(c.Key)}={c.Value}");
        if (!call.Request.IsAnonymous && settings.Api.ApiKeyCookie is { } name && settings.Credential.ApiKey is { } key)
            cookies = cookies.Append($"{name}={key}");
        return string.Join("; ", cookies);
    }
}
