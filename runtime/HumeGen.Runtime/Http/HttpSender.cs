using System.Net;
using System.Net.Http.Headers;

namespace HumeGen;

/// <summary>Makes single attempts at a call: message, credential, sending, reading the body, and telling what failed.</summary>
internal sealed class HttpSender(PipelineSettings settings, HttpClient client, TokenSource? tokens)
{
    private const int MaxErrorBytes = 32 * 1024;
    private static readonly TimeSpan ErrorBodyTimeout = TimeSpan.FromSeconds(5);

    /// <summary>Makes one attempt. When the server refuses an access token, it gets a new one, once.</summary>
    public async Task<AttemptResult> SendAsync(CallContext call)
    {
        var token = await GetTokenAsync(call).ConfigureAwait(false);
        var attempt = await TryAsync(call, token).ConfigureAwait(false);
        if (token is null || tokens is null || attempt.Response?.StatusCode != HttpStatusCode.Unauthorized)
            return attempt;

        tokens.Refuse(token);
        if (!call.CanReplay)
            return attempt;

        attempt.Dispose();
        return await TryAsync(call, await GetTokenAsync(call).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Reads the start of an error's body.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadErrorAsync(CallContext call, HttpResponseMessage response)
    {
        // It is worth a moment, but never the status.
        using var limit = new TimeLimit(settings.Time, ErrorBodyTimeout, call.Total.Token);
        return await BoundedBodyReader.ReadStartAsync(response.Content, MaxErrorBytes, limit.Token).ConfigureAwait(false);
    }

    private async ValueTask<AccessToken?> GetTokenAsync(CallContext call)
    {
        if (call.Request.IsAnonymous || tokens is null)
            return settings.Credential.Token;

        try
        {
            return await tokens.GetAsync(call.Total.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not HumeException)
        {
            call.Total.ThrowIfCallerCancelled(e);
            if (call.Total.Elapsed)
            {
                throw new HumeTimeoutException(
                    $"The token provider gave no access token within {MessageText.Of(call.Total.Limit)} (Timeout), so {call.Request} was not sent.",
                    HumeTimeoutKind.Total,
                    call.Total.Limit,
                    e);
            }

            throw new HumeException($"The token provider failed, so {call.Request} was not sent; the inner exception has its error ({e.GetType().Name}).", e);
        }
    }

    private async Task<AttemptResult> TryAsync(CallContext call, AccessToken? token)
    {
        call.Attempts++;
        using var limit = new TimeLimit(settings.Time, call.Safe ? call.AttemptTimeout : Timeout.InfiniteTimeSpan, call.Total.Token);
        var shown = settings.OnRequest is null && settings.OnResponse is null ? null : new ApiAttempt(call.Request, call.Attempts);
        using var message = CreateMessage(call, token, shown);
        if (shown is null)
            return await AnswerAsync(call, message, limit).ConfigureAwait(false);

        var start = settings.Time.GetTimestamp();
        AttemptResult? attempt = null;
        try
        {
            attempt = await AnswerAsync(call, message, limit).ConfigureAwait(false);
            shown.End(settings.Time.GetElapsedTime(start), attempt.Response is null ? null : attempt.Describe(call, attempt.Body), attempt.Failure?.Invoke(call.Attempts));
        }
        catch (Exception e)
        {
            shown.End(settings.Time.GetElapsedTime(start), null, e);
            settings.OnResponse?.Invoke(shown);
            throw;
        }

        try
        {
            settings.OnResponse?.Invoke(shown);
            return attempt;
        }
        catch
        {
            attempt.Dispose();
            throw;
        }
    }

    private async Task<AttemptResult> AnswerAsync(CallContext call, HttpRequestMessage message, TimeLimit limit)
    {
        var address = message.RequestUri;
        HttpResponseMessage? response = null;
        try
        {
            response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            // .NET Framework knows responses without any.
            response.Content ??= new ByteArrayContent([]);
            CheckNotRedirected(call, address, response);
            var body = response.IsSuccessStatusCode ? await ReadBodyAsync(call, response, limit.Token).ConfigureAwait(false)
                : settings.OnResponse is not null && response.StatusCode != HttpStatusCode.SwitchingProtocols ? await ReadErrorAsync(call, response).ConfigureAwait(false)
                : default;
            return new AttemptResult
            {
                End = AttemptEnd.Answered,
                Response = response,
                Body = body,
                RequestId = response.Headers.NonValidated.TryGetValues("X-Request-Id", out var id) ? call.Redact(id.ToString()) : null,
                RetryAfter = RetryAfter.Read(response.Headers, settings.Time.GetUtcNow()),
            };
        }
        catch (Exception e)
        {
            response?.Dispose();
            if (e is HumeException or not (OperationCanceledException or HttpRequestException or IOException or InvalidDataException))
                throw;
            call.Total.ThrowIfCallerCancelled(e);
            return TransportFailure.Of(e, call, settings, limit, response);
        }
    }

    // A file may have gone, or be locked, since its part was made.
    private static HttpContent? CreateContent(CallContext call)
    {
        try
        {
            return call.Body?.CreateContent();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HumeException($"{call.Request} was not sent, as a file that belongs to it cannot be opened. {e.Message}", e);
        }
    }

    private HttpRequestMessage CreateMessage(CallContext call, AccessToken? token, ApiAttempt? shown)
    {
        var message = new HttpRequestMessage(call.Request.Method, AddressOf(call)) { Content = CreateContent(call) };
        try
        {
            var headers = message.Headers;
            if (settings.UserAgent is { } agent)
                headers.TryAddWithoutValidation("User-Agent", agent);
            if (call.Accept is { } accept)
                headers.TryAddWithoutValidation("Accept", accept);

            // A stream that is packed comes in lumps.
            if (call.Mode == ReadMode.Streamed)
                headers.TryAddWithoutValidation("Accept-Encoding", "identity");
            if (!call.Request.IsAnonymous)
            {
                if (settings.Credential.ApiKey is { } key && settings.Api is { ApiKeyQuery: null, ApiKeyCookie: null })
                    headers.TryAddWithoutValidation(settings.Api.ApiKeyHeader, key);
                if (settings.Credential.BasicLogin is { } login)
                    headers.Authorization = new AuthenticationHeaderValue("Basic", login);
                if (token is not null)
                    headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
            }

            if (CookiesOf(call) is { Length: > 0 } cookies)
                headers.TryAddWithoutValidation("Cookie", cookies);
            foreach (var (name, value) in call.Request.Headers)
                headers.TryAddWithoutValidation(name, value);
            foreach (var (name, value) in call.Options?.Headers ?? new Dictionary<string, string>())
                Replace(message, name, value);
            shown?.Show(message, settings.OnRequest);

            if (headers.NonValidated.TryGetValues("Authorization", out var authorization))
                call.Remember(authorization.ToString().Split(' ')[^1]);
            if (headers.NonValidated.TryGetValues(settings.Api.ApiKeyHeader, out var keys))
                call.Remember(keys.ToString());
            call.Remember(settings.Credential.ApiKey);
            foreach (var secret in settings.Credential.ClientSecrets)
                call.Remember(secret);
            call.Prepare?.Invoke(message);
            return message;
        }
        catch
        {
            message.Dispose();
            throw;
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
        var cookies = call.Request.Cookies.Select(static c => $"{Uri.EscapeDataString(c.Key)}={Uri.EscapeDataString(c.Value)}");
        if (!call.Request.IsAnonymous && settings.Api.ApiKeyCookie is { } name && settings.Credential.ApiKey is { } key)
            cookies = cookies.Append($"{name}={key}");
        return string.Join("; ", cookies);
    }

    /// <summary>Sets a header in place of any other of that name.</summary>
    public static void Replace(HttpRequestMessage message, string name, string value)
    {
        HeaderText.Check(name, value);
        if (message.Headers.NonValidated.Contains(name))
            message.Headers.Remove(name);
        if (message.Headers.TryAddWithoutValidation(name, value))
            return;

        // The rest describe the content.
        message.Content?.Headers.Remove(name);
        message.Content?.Headers.TryAddWithoutValidation(name, value);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(CallContext call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (call.Mode == ReadMode.Streamed || (call.Mode == ReadMode.Nothing && call.Options?.OnResponse is null && settings.OnResponse is null))
            return default;
        if (call.Mode == ReadMode.Nothing)
        {
            // Only shown, so a body that breaks off does no harm.
            var start = await BoundedBodyReader.ReadStartAsync(response.Content, settings.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return start;
        }

        var body = await BoundedBodyReader.ReadAsync(response.Content, settings.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        return body ?? throw new HumeResponseException(
            $"The response to {call.Request} is larger than {settings.MaxResponseBytes} bytes. If that is right, raise HumeClientOptions.MaxResponseBytes.")
        {
            StatusCode = response.StatusCode,
        };
    }

    // Too late to keep the key back, so the caller must know.
    private static void CheckNotRedirected(CallContext call, Uri? address, HttpResponseMessage response)
    {
        if (response.RequestMessage?.RequestUri is { } uri && uri != address)
        {
            throw new HumeException(
                $"The given HttpClient followed a redirect of {call.Request} to {uri.Host}, and may have sent the credential there. "
                + "Set AllowAutoRedirect = false on its handler; if that host is not to be trusted, replace the key.");
        }
    }
}
