using System.Net;
using System.Net.Http.Headers;

namespace HumeGen;

/// <summary>Makes single attempts at a call: message, credential, sending, reading the body, and telling what failed.</summary>
internal sealed class Sender(PipelineSettings settings, HttpClient client, TokenSource? tokens)
{
    /// <summary>Makes one attempt. When the server refuses an access token, it gets a new one, once.</summary>
    public async Task<Attempt> SendAsync(Call call)
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

    private async ValueTask<AccessToken?> GetTokenAsync(Call call)
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
                    $"The token provider gave no access token within {Words.Of(call.Total.Limit)} (Timeout), so {call.Request} was not sent.",
                    HumeTimeoutKind.Total,
                    call.Total.Limit,
                    e);
            }

            throw new HumeException($"The token provider failed, so {call.Request} was not sent; the inner exception has its error ({e.GetType().Name}).", e);
        }
    }

    private async Task<Attempt> TryAsync(Call call, AccessToken? token)
    {
        call.Attempts++;
        using var limit = new TimeLimit(settings.Time, call.Safe ? call.AttemptTimeout : Timeout.InfiniteTimeSpan, call.Total.Token);
        using var message = CreateMessage(call, token);
        var address = message.RequestUri;
        HttpResponseMessage? response = null;
        try
        {
            response = await client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
            CheckNotRedirected(call, address, response);
            var body = response.IsSuccessStatusCode ? await ReadBodyAsync(call, response, limit.Token).ConfigureAwait(false) : default;
            return new Attempt
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
    private static HttpContent? CreateContent(Call call)
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

    private HttpRequestMessage CreateMessage(Call call, AccessToken? token)
    {
        var message = new HttpRequestMessage(call.Request.Method, call.Uri) { Content = CreateContent(call) };
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
                if (settings.Credential.ApiKey is { } key)
                    headers.TryAddWithoutValidation(settings.Api.ApiKeyHeader, key);
                if (token is not null)
                    headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Reveal());
            }

            foreach (var (name, value) in call.Request.Headers)
                headers.TryAddWithoutValidation(name, value);
            foreach (var (name, value) in call.Options?.Headers ?? new Dictionary<string, string>())
                Replace(message, name, value);

            if (headers.NonValidated.TryGetValues("Authorization", out var authorization))
                call.Remember(authorization.ToString().Split(' ')[^1]);
            if (headers.NonValidated.TryGetValues(settings.Api.ApiKeyHeader, out var keys))
                call.Remember(keys.ToString());
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

    private static void Replace(HttpRequestMessage message, string name, string value)
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

    private async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(Call call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (call.Mode == ReadMode.Streamed || (call.Mode == ReadMode.Nothing && call.Options?.OnResponse is null))
            return default;
        if (call.Mode == ReadMode.Nothing)
        {
            // Only shown, so a body that breaks off does no harm.
            var start = await BodyReader.ReadStartAsync(response.Content, settings.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return start;
        }

        var body = await BodyReader.ReadAsync(response.Content, settings.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        return body ?? throw new HumeResponseException(
            $"The response to {call.Request} is larger than {settings.MaxResponseBytes} bytes. If that is right, raise HumeClientOptions.MaxResponseBytes.")
        {
            StatusCode = response.StatusCode,
        };
    }

    // Too late to keep the key back, so the caller must know.
    private static void CheckNotRedirected(Call call, Uri? address, HttpResponseMessage response)
    {
        if (response.RequestMessage?.RequestUri is { } uri && uri != address)
        {
            throw new HumeException(
                $"The given HttpClient followed a redirect of {call.Request} to {uri.Host}, and may have sent the credential there. "
                + "Set AllowAutoRedirect = false on its handler; if that host is not to be trusted, replace the key.");
        }
    }
}
