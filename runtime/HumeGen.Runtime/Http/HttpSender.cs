using System.Net;

namespace HumeGen;

/// <summary>Makes single attempts at a call: credential, message, sending, and reading the body.</summary>
/// <param name="settings">The settings of the client.</param>
/// <param name="client">Sends messages.</param>
/// <param name="tokens">Gives access tokens; null without.</param>
/// <param name="heedsTokens">Whether the client is known to end when it is told to; one that the program gave may not.</param>
internal sealed class HttpSender(PipelineSettings settings, HttpClient client, TokenSource? tokens, bool heedsTokens)
{
    private const int LongestRequestId = 100;
    private static readonly TimeSpan ErrorBodyTimeout = TimeSpan.FromSeconds(5);

    private readonly RequestMessageBuilder _messages = new(settings);
    private readonly AttemptHooks _hooks = new(settings);
    private readonly BoundedBodyReader _bodies = new(heedsTokens);

    /// <summary>Makes one attempt. When the server refuses an access token, it gets a new one, once.</summary>
    public async Task<AttemptResult> SendAsync(CallContext call)
    {
        // First of all, as the errors of a token provider must not tell them either.
        settings.TellSecrets(call.Secrets);
        call.Secrets.Remember(tokens?.Last?.Reveal());
        var token = await GetTokenAsync(call).ConfigureAwait(false);
        var attempt = await TryAsync(call, token).ConfigureAwait(false);
        if (token is null || tokens is null || attempt.Response?.StatusCode != HttpStatusCode.Unauthorized)
            return attempt;

        tokens.Refuse(token);
        if (!call.CanReplay)
            return attempt;

        call.AddFailure(attempt, TimeSpan.Zero);
        attempt.Dispose();
        return await TryAsync(call, await GetTokenAsync(call).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>Reads the start of an error's body.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadErrorAsync(CallContext call, HttpResponseMessage response)
    {
        // It is worth a moment, but never the status.
        using var limit = new TimeLimit(settings.Time, ErrorBodyTimeout, null, call.Total.Token);
        return await _bodies.ReadStartAsync(response.Content, AttemptResult.MaxErrorBytes, limit.Token).ConfigureAwait(false);
    }

    private async ValueTask<ApiAccessToken?> GetTokenAsync(CallContext call) =>
        !call.Credentials.HasAuthorization ? null
        : tokens is null ? settings.Credential.Token
        : await tokens.GetAsync(call).ConfigureAwait(false);

    private async Task<AttemptResult> TryAsync(CallContext call, ApiAccessToken? token)
    {
        call.Attempts++;
        using var limit = new TimeLimit(settings.Time, call.Safe ? call.AttemptTimeout : Timeout.InfiniteTimeSpan, null, call.Total.Token);
        var shown = _hooks.Begin(call);
        using var message = _messages.Create(call, token, shown, limit.Token);
#if NET
        // A WebSocket takes over a connection of HTTP/1.1.
        if (call.Request is ApiRequest)
            (message.Version, message.VersionPolicy) = (client.DefaultRequestVersion, client.DefaultVersionPolicy);
#endif
        var attempt = shown is null
            ? await AnswerAsync(call, message, limit).ConfigureAwait(false)
            : await _hooks.ObserveAsync(call, shown, () => AnswerAsync(call, message, limit)).ConfigureAwait(false);
        call.Telemetry?.OnAttempt(attempt);
        return attempt;
    }

    private async Task<AttemptResult> AnswerAsync(CallContext call, HttpRequestMessage message, TimeLimit limit)
    {
        var address = message.RequestUri;
        HttpResponseMessage? response = null;
        try
        {
            var sending = client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            response = await (heedsTokens ? sending : AbandonedTask.WaitAsync(sending, limit.Token)).ConfigureAwait(false);
            // .NET Framework knows responses without any.
            response.Content ??= new ByteArrayContent([]);
            BrowserRules.ForgetPacking(response);
            RedirectCheck.CheckResponse(call, address, response);
            ResponseReader.CheckPacking(call, message, response);
            return new AttemptResult
            {
                End = AttemptEnd.Answered,
                Call = call,
                Response = response,
                Body = await ReadAsync(call, response, limit.Token).ConfigureAwait(false),
                RequestId = response.Headers.NonValidated.TryGetValues("X-Request-Id", out var id) ? call.Secrets.Clean(id.ToString(), LongestRequestId) : null,
                RetryAfter = RetryAfter.Read(response.Headers, settings.Time.GetUtcNow()),
            };
        }
        catch (Exception e)
        {
            response?.Dispose();
            if (e is ApiClientException or not (OperationCanceledException or HttpRequestException or IOException or InvalidDataException or ObjectDisposedException))
                throw;
            call.Total.ThrowIfCancelled(call.Secrets.Clean(e));
            return TransportFailure.Of(e, call, settings, limit, response);
        }
    }

    private ValueTask<ReadOnlyMemory<byte>> ReadAsync(CallContext call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
            return ReadBodyAsync(call, response, cancellationToken);
        return settings.OnResponse is not null && response.StatusCode != HttpStatusCode.SwitchingProtocols ? ReadErrorAsync(call, response) : default;
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(CallContext call, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (call.Mode == ReadMode.Streamed || (call.Mode == ReadMode.Nothing && call.Options?.OnResponse is null && settings.OnResponse is null))
            return default;
        if (call.Mode == ReadMode.Nothing)
        {
            // Only shown, so a body that breaks off does no harm.
            var start = await _bodies.ReadStartAsync(response.Content, settings.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            return start;
        }

        var body = await _bodies.ReadAsync(response.Content, settings.MaxResponseBytes, cancellationToken).ConfigureAwait(false);
        return body ?? throw new ApiResponseException(
            $"The response to {call.Request} is larger than {settings.MaxResponseBytes} bytes. If that is right, raise ApiClientOptions.MaxResponseBytes.")
        {
            StatusCode = response.StatusCode,
        };
    }
}
