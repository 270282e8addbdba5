using System.Net;

namespace HumeGen;

public sealed partial class ApiPipeline
{
    /// <summary>Opens a WebSocket. The token ends connecting only, never the connection that came of it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">Options of the connection; null for the defaults.</param>
    /// <param name="cancellationToken">Ends connecting.</param>
    /// <returns>The open socket, for a connection to be made of.</returns>
    /// <exception cref="ApiErrorException">The server refused; its kinds tell 401, 403, 404, 422 and 429 apart.</exception>
    /// <exception cref="ApiConnectionException">The server could not be reached.</exception>
    /// <exception cref="ApiTimeoutException">A limit of time ran out.</exception>
    /// <exception cref="ApiResponseException">The answer is not that of a WebSocket server.</exception>
    /// <exception cref="ArgumentException">An option makes no sense; the message says which and why.</exception>
    public async Task<RealtimeSocket> ConnectAsync(RealtimeRequest request, RealtimeOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        options ??= RealtimeOptions.Default;
        options.Check();
        _life.ThrowIfOver();
        var uri = request.BuildUri(_settings, options.Query);
        var telemetry = new ConnectionTelemetry(_settings.Telemetry, _settings.Logger, _settings.Time, request, uri);
        try
        {
            var socket = await ConnectAsync(request, uri, options, telemetry, null, cancellationToken).ConfigureAwait(false);
            telemetry.OnOpened(socket.Id);
            return socket;
        }
        catch (Exception e)
        {
            telemetry.Fail(e);
            throw;
        }
    }

    private async Task<RealtimeSocket> ConnectAsync(
        RealtimeRequest request, Uri uri, RealtimeOptions options, ConnectionTelemetry telemetry, long? connectionId, CancellationToken cancellationToken)
    {
        _life.ThrowIfOver();
        using var total = StartClock(null, cancellationToken);
        var call = new CallContext
        {
            Api = _settings.Api,
            Request = request,
            Uri = uri,
            Body = null,
            Credentials = _credentials.Choose(request),
            Options = new ApiCallOptions { Headers = options.Headers },
            Mode = ReadMode.Streamed,
            Accept = null,
            Total = total,
            OnMissing = _settings.OnMissing,
            AttemptTimeout = options.ConnectTimeout,
            MaxRetries = options.MaxRetries ?? _settings.MaxRetries,
            Safe = true,
            RetryPolicy = _settings.RetryPolicy,
            Prepare = message =>
            {
                WebSocketHandshake.Prepare(message, options);
                if (options.CredentialInQuery || OperatingSystem.IsBrowser())
                    request.MoveCredential(message, _settings.Api.ApiKeyHeader);
            },
        };

        call.Telemetry = CallTelemetry.Start(_settings, request, uri, telemetry.Context);
        try
        {
            return await OpenAsync(call, options, telemetry, connectionId).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            call.Telemetry?.Fail(e);
            throw;
        }
        finally
        {
            call.Telemetry?.End();
        }
    }

    private async Task<RealtimeSocket> OpenAsync(CallContext call, RealtimeOptions options, ConnectionTelemetry telemetry, long? connectionId)
    {
        var attempt = await RunAsync(call, _connector).ConfigureAwait(false);
        if (attempt.Failure is { } failure)
            throw call.WithAttempts(NameLimit(failure(call.Attempts), call, options));

        try
        {
            await CheckAsync(call, attempt).ConfigureAwait(false);
            var watchdog = new Watchdog(options, _settings.Time);
            var socket = await WebSocketHandshake.OpenAsync(attempt.Response!, options, watchdog, call.Total.Token).ConfigureAwait(false);
            var hooks = new MessageHooks(_settings.OnMessage, options.OnMessage, call, connectionId);
            return new RealtimeSocket(socket, options, watchdog, _settings.Time, _settings.Random, hooks, call, telemetry, OpenAnotherAsync);

            Task<RealtimeSocket> OpenAnotherAsync(IReadOnlyDictionary<string, string> query, CancellationToken cancellationToken)
            {
                var (request, again) = ((RealtimeRequest)call.Request, options with { MaxRetries = 0, Query = Join(options.Query, query) });
                return ConnectAsync(request, request.BuildUri(_settings, again.Query), again, telemetry, hooks.ConnectionId, cancellationToken);
            }
        }
        catch
        {
            attempt.Dispose();
            throw;
        }
    }

    private async Task CheckAsync(CallContext call, AttemptResult attempt)
    {
        var response = attempt.Response!;
        if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
            throw response.IsSuccessStatusCode ? NoWebSocket(call, response) : await FailAsync(call, attempt).ConfigureAwait(false);
        if (WebSocketHandshake.Check(response) is { } wrong)
        {
            throw new ApiResponseException(
                $"What answered {call.Request} broke the opening of the WebSocket: {wrong}. Check BaseAddress and any proxy in between.")
            {
                StatusCode = response.StatusCode,
            };
        }
    }

    private static Dictionary<string, string> Join(IReadOnlyDictionary<string, string>? first, IReadOnlyDictionary<string, string> second)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in (first ?? new Dictionary<string, string>()).Concat(second))
            all[name] = value;
        return all;
    }

    private static ApiResponseException NoWebSocket(CallContext call, HttpResponseMessage response)
    {
        var sent = response.Content.Headers.ContentType?.MediaType is { } type ? $", and it sent {call.Secrets.Clean(type)}" : "";
        return new ApiResponseException(
            $"What answered {call.Request} is no WebSocket server: its status was {(int)response.StatusCode}, not 101{sent}. "
            + "Check BaseAddress, and whether a proxy or a sign-in page stands in between.")
        {
            StatusCode = response.StatusCode,
        };
    }

    // The limit of an attempt has another name here.
    private static ApiClientException NameLimit(ApiClientException error, CallContext call, RealtimeOptions options)
    {
        if (error is not ApiTimeoutException { Kind: ApiTimeoutKind.Attempt })
            return error;
        return new ApiTimeoutException(
            $"{call.Request} got no answer within {MessageText.Of(options.ConnectTimeout)} (RealtimeOptions.ConnectTimeout){MessageText.Attempts(call.Attempts)}. "
            + "Check the network and BaseAddress.",
            ApiTimeoutKind.Connect,
            options.ConnectTimeout,
            error);
    }
}
