using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using HumeGen.Json;
using Polly;
using Polly.Retry;

namespace HumeGen;

/// <summary>
/// Sends requests: the one place that knows address, credential, retries, limits and errors. All members may be used from many threads at once;
/// one instance serves a whole program.
/// </summary>
/// <remarks>
/// Every way of sending throws <see cref="ApiErrorException"/> for a status that is no success, <see cref="ApiConnectionException"/> when the server
/// cannot be reached, <see cref="ApiTimeoutException"/> when a limit runs out, <see cref="ApiResponseException"/> when a success brings a body that is
/// not what was promised, and <see cref="OperationCanceledException"/> with the caller's token when that was cancelled.
/// </remarks>
public sealed partial class ApiPipeline : IDisposable
{
    private static readonly ResiliencePropertyKey<CallContext> CallKey = new("HumeGen.Call");

    private readonly PipelineSettings _settings;
    private readonly HttpClient _client;
    private readonly bool _ownsClient;
    private readonly CredentialChooser _credentials;
    private readonly HttpSender _sender;
    private readonly HttpSender _connector;
    private readonly ResiliencePipeline<AttemptResult> _retries;
    private readonly ClientLife _life;

    /// <summary>Makes a pipeline.</summary>
    /// <param name="description">The description of the API.</param>
    /// <param name="options">Address, credential and limits.</param>
    /// <exception cref="ArgumentException">An option makes no sense; the message says which and why.</exception>
    /// <exception cref="InvalidOperationException">There is no credential, neither in the options nor in the environment.</exception>
    public ApiPipeline(ApiDescription description, ApiClientOptions options)
    {
        _settings = PipelineSettings.From(description, options);
        _life = new ClientLife((description.Client ?? typeof(ApiPipeline)).FullName!);
        (_client, _ownsClient) = HttpClientProvider.Create(options, _settings.ConnectTimeout);
        var tokens = _settings.Credential switch
        {
            { Provider: { } provider } => new TokenSource(provider, _settings.Time),
            { BasicAuthorization: { } basic } => new TokenSource(new ClientCredentials(this, _settings, basic).FetchAsync, _settings.Time),
            _ => null,
        };
        _credentials = new CredentialChooser(_settings, tokens);
        _sender = new HttpSender(_settings, _client, tokens, heedsTokens: options is { HttpClient: null, HttpMessageHandler: null });
        _connector = ClientSocketHandler.IsNeeded ? new HttpSender(_settings, ClientSocketHandler.CreateClient(), tokens, heedsTokens: true) : _sender;
        _retries = CreateRetries();
    }

    /// <summary>Sends a request and reads the JSON of the response.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the result.</param>
    /// <param name="options">Options of this call alone; null is none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The result.</returns>
    public async Task<T> SendAsync<T>(ApiRequest request, JsonReader<T> read, ApiCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        using var total = StartClock(options, cancellationToken);
        using var attempt = await ExecuteAsync(request, ReadMode.Whole, "application/json", options, total).ConfigureAwait(false);
        return ResponseReader.ReadJson(request, attempt, read);
    }

    /// <summary>Sends a request, and reads the JSON of the response and where its header <c>Link</c> says that the next page is (RFC 8288).</summary>
    /// <typeparam name="T">The type of the page.</typeparam>
    /// <param name="request">The request.</param>
    /// <param name="read">Reads the page.</param>
    /// <param name="options">Options of this call alone; null is none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The page, and the target of the link <c>rel="next"</c> for <see cref="ApiRequest.Follow"/>.</returns>
    public async Task<LinkedPage<T>> SendForLinkedAsync<T>(
        ApiRequest request, JsonReader<T> read, ApiCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        using var total = StartClock(options, cancellationToken);
        using var attempt = await ExecuteAsync(request, ReadMode.Whole, "application/json", options, total).ConfigureAwait(false);
        var page = ResponseReader.ReadJson(request, attempt, read);
        return new LinkedPage<T>(page, attempt.Response!.Headers.NonValidated.TryGetValues("Link", out var links) ? LinkHeader.Find(links.ToString(), "next") : null);
    }

    /// <summary>Sends a request whose response says all by its status; its body is ignored.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">Options of this call alone; null is none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when the server has said yes.</returns>
    public async Task SendAsync(ApiRequest request, ApiCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var total = StartClock(options, cancellationToken);
        using var attempt = await ExecuteAsync(request, ReadMode.Nothing, "*/*", options, total).ConfigureAwait(false);
    }

    /// <summary>Sends a request and reads the response as text.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">Options of this call alone; null is none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The text.</returns>
    public async Task<string> SendForTextAsync(ApiRequest request, ApiCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var total = StartClock(options, cancellationToken);
        using var attempt = await ExecuteAsync(request, ReadMode.Whole, "text/plain, */*;q=0.5", options, total).ConfigureAwait(false);
        ResponseReader.CheckNoPage(request, attempt);
        return ResponseReader.ReadText(request, attempt);
    }

    /// <summary>Sends a request and hands out the response while it arrives.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">Options of this call alone; null is none.</param>
    /// <param name="cancellationToken">Ends the call, until the headers are there; reading has tokens of its own.</param>
    /// <returns>The response; dispose it.</returns>
    public async Task<BinaryResponse> SendForBinaryAsync(ApiRequest request, ApiCallOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var total = StartClock(options, cancellationToken);
        var attempt = await ExecuteAsync(request, ReadMode.Streamed, "*/*", options, total).ConfigureAwait(false);
        try
        {
            Stream stream = await OpenBodyAsync(request, attempt, total.Token).ConfigureAwait(false);
            if (ResponseReader.MayBeError(request, attempt))
                stream = await ResponseReader.CheckNoErrorAsync(attempt, stream, total.Token).ConfigureAwait(false);
            var headers = attempt.Response!.Content.Headers;
            attempt.Call!.Telemetry?.End();
            return new BinaryResponse(stream, headers.ContentType?.ToString(), ResponseHeaders.FileName(headers, attempt.Secrets), headers.ContentLength)
            {
                MaxBytes = _settings.MaxResponseBytes,
            };
        }
        catch
        {
            attempt.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and reads the items of the response while they arrive, be they JSON lines or server-sent events.</summary>
    /// <typeparam name="T">The type of an item.</typeparam>
    /// <param name="request">The request; it is sent when an enumeration begins.</param>
    /// <param name="read">Reads an item.</param>
    /// <param name="options">Options of this call alone; null is none.</param>
    /// <param name="cancellationToken">Ends the call, also while items are read.</param>
    /// <returns>The items. Leaving the enumeration ends the response.</returns>
    public IAsyncEnumerable<T> SendForItemsAsync<T>(
        ApiRequest request,
        JsonReader<T> read,
        ApiCallOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(read);
        return ReadItemsAsync(request, read, options, cancellationToken, default);
    }

    /// <summary>
    /// Ends all that the client still does, at once and with an <see cref="ObjectDisposedException"/> that names it: calls, waits between attempts, the fetching of
    /// tokens, streamed responses, and the opening of WebSockets, but not WebSockets that are open. Disposes the client's own HttpClient; one that was given stays as it is.
    /// </summary>
    public void Dispose()
    {
        _life.Dispose();
        if (_ownsClient)
            _client.Dispose();
    }

    private async IAsyncEnumerable<T> ReadItemsAsync<T>(
        ApiRequest request,
        JsonReader<T> read,
        ApiCallOptions? options,
        CancellationToken callerToken,
        [EnumeratorCancellation] CancellationToken enumeratorToken)
    {
        var resumes = new StreamResumes(request, options, IsSafe(request, options));
        while (true)
        {
            await resumes.WaitAsync(_settings, _life, callerToken, enumeratorToken).ConfigureAwait(false);
            using var total = StartClock(options, callerToken, enumeratorToken);
            using var attempt = await ExecuteAsync(
                request, ReadMode.Streamed, "application/x-ndjson, text/event-stream, application/json;q=0.9", options, total, resumes.Prepare).ConfigureAwait(false);

            // From here on only silence ends it.
            total.Disarm();
            var body = await OpenBodyAsync(request, attempt, total.Token).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                using var items = new ItemReader<T>(body, read, request, attempt, _settings.MaxResponseBytes);
                while (true)
                {
                    bool more;
                    try
                    {
                        more = await items.MoveNextAsync(total.Token).ConfigureAwait(false);
                    }
                    catch (OperationCanceledException e)
                    {
                        attempt.Call!.Telemetry?.Fail(e);

                        // With no limit but silence, which has an exception of its own, only the whole time can have run out just before.
                        total.ThrowIfCancelled(e);
                        throw new ApiTimeoutException(
                            $"{request} had no answer within {MessageText.Of(total.Limit)} (Timeout).", ApiTimeoutKind.Total, total.Limit, e);
                    }
                    catch (ApiClientException e)
                    {
                        attempt.Call!.Telemetry?.Fail(e);
                        if (!body.HasFailed || !resumes.TryAgain(e, items.LastId, items.LastRetry, _settings, attempt.Call))
                            throw;
                        break;
                    }

                    if (!more)
                        yield break;
                    yield return items.Current;
                }
            }
        }
    }

    private TimeLimit StartClock(ApiCallOptions? options, CancellationToken cancellationToken, CancellationToken second = default)
    {
        var limit = options?.Timeout is { } own ? PipelineSettings.CheckTime(own, nameof(ApiCallOptions.Timeout)) : _settings.Timeout;
        return new TimeLimit(_settings.Time, limit, _life, cancellationToken, second);
    }

    /// <summary>Sends until there is a final response, shows it to the hooks, and throws unless it is a success.</summary>
    private async Task<AttemptResult> ExecuteAsync(
        ApiRequest request, ReadMode mode, string accept, ApiCallOptions? options, TimeLimit total, Action<HttpRequestMessage>? prepare = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        _life.ThrowIfOver();
        var call = new CallContext
        {
            Api = _settings.Api,
            Request = request,
            Uri = request.BuildUri(_settings, options?.Query),
            Body = ApiBody.Prepare(request.Body, options?.BodyMembers),
            Credentials = _credentials.Choose(request),
            Options = options,
            Mode = mode,
            Accept = request.Accept ?? accept,
            Total = total,
            OnMissing = _settings.OnMissing,
            AttemptTimeout = _settings.AttemptTimeout,
            MaxRetries = options?.MaxRetries is { } own ? PipelineSettings.CheckRetries(own, nameof(ApiCallOptions.MaxRetries)) : _settings.MaxRetries,
            Safe = IsSafe(request, options),
            RetryPolicy = options?.RetryPolicy ?? _settings.RetryPolicy,
            Prepare = prepare,
        };

        call.Telemetry = CallTelemetry.Start(_settings, request, call.Uri);
        try
        {
            var attempt = await AnswerAsync(call).ConfigureAwait(false);
            attempt.IsResult = true;
            if (mode == ReadMode.Streamed)
                call.Telemetry?.Measure();
            return attempt;
        }
        catch (Exception e)
        {
            call.Telemetry?.Fail(e);
            call.Telemetry?.End();
            throw;
        }
    }

    private async Task<AttemptResult> AnswerAsync(CallContext call)
    {
        var attempt = await RunAsync(call, _sender).ConfigureAwait(false);
        if (attempt.Failure is { } failure)
            throw call.WithAttempts(failure(call.Attempts));

        try
        {
            var response = attempt.Response!;
            if (!response.IsSuccessStatusCode)
                throw await FailAsync(call, attempt).ConfigureAwait(false);
            call.Options?.OnResponse?.Invoke(attempt.Describe(attempt.Body));
            return attempt;
        }
        catch (Exception e)
        {
            attempt.Dispose();
            if (call.WithoutSecrets(e) is { } clean)
                throw clean;
            throw;
        }
    }

    private async Task<AttemptResult> RunAsync(CallContext call, HttpSender sender)
    {
        var context = ResilienceContextPool.Shared.Get(call.Total.Token);
        context.Properties.Set(CallKey, call);
        try
        {
            return await _retries.ExecuteAsync(static (_, state) => new ValueTask<AttemptResult>(state.sender.SendAsync(state.call)), context, (sender, call))
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            call.Total.ThrowIfCancelled(e);
            throw call.Total.Elapsed ? call.WithAttempts(TransportFailure.TotalTimeout(call, e)) : e;
        }
        catch (ApiClientException e)
        {
            call.WithAttempts(e);
            throw;
        }
        catch (Exception e) when (call.WithoutSecrets(e) is { } clean)
        {
            throw clean;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ResiliencePipeline<AttemptResult> CreateRetries() =>
        new ResiliencePipelineBuilder<AttemptResult> { TimeProvider = _settings.Time }
            .AddRetry(new RetryStrategyOptions<AttemptResult>
            {
                // Each call has its own number, which ShouldHandle looks after.
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = arguments => new(arguments.Outcome.Result is { } attempt && ShouldRetry(Of(arguments.Context), attempt, arguments.AttemptNumber)),
                DelayGenerator = static arguments => new((TimeSpan?)Of(arguments.Context).NextWait),
                OnRetry = arguments =>
                {
                    ShowRetry(Of(arguments.Context), arguments.Outcome.Result!);
                    return default;
                },
            })
            .Build();

    private bool ShouldRetry(CallContext call, AttemptResult attempt, int retry)
    {
        if (attempt.Response is { IsSuccessStatusCode: true } or { StatusCode: HttpStatusCode.SwitchingProtocols })
            return false;
        if (retry >= call.MaxRetries || !call.CanReplay || attempt.End == AttemptEnd.NotRetryable)
            return false;

        try
        {
            if (call.RetryPolicy(call.Describe(attempt, RetryRules.Wait(retry, attempt.RetryAfter, _settings.Random()))) is not { } wait)
                return false;
            var asked = attempt.RetryAfter ?? TimeSpan.Zero;
            call.NextWait = wait > asked ? wait : asked;
            return RetryRules.Fits(call.NextWait, call.Total.Remaining);
        }
        catch
        {
            attempt.Dispose();
            throw;
        }
    }

    private bool IsSafe(ApiRequest request, ApiCallOptions? options) => RetryRules.IsSafe(request.Method) || (options?.RetryUnsafe ?? _settings.RetryUnsafe);

    private void ShowRetry(CallContext call, AttemptResult attempt)
    {
        var failure = call.AddFailure(attempt, call.NextWait);
        try
        {
            _settings.OnRetry?.Invoke(new ApiRetry(call.Request.Method, call.Request.PathTemplate, failure, call.NextWait));
        }
        catch
        {
            attempt.Dispose();
            throw;
        }
    }

    private static CallContext Of(ResilienceContext context) => context.Properties.GetValue(CallKey, null!);

    private async Task<ApiErrorException> FailAsync(CallContext call, AttemptResult attempt)
    {
        var body = attempt.Body.IsEmpty ? await _sender.ReadErrorAsync(call, attempt.Response!).ConfigureAwait(false) : attempt.Body;
        call.Total.ThrowIfCancelled(new OperationCanceledException());

        var response = attempt.Describe(body);
        call.Options?.OnResponse?.Invoke(response);
        return call.WithAttempts(call.ErrorOf(response, attempts: call.Attempts));
    }

    private async Task<IdleTimeoutStream> OpenBodyAsync(ApiRequest request, AttemptResult attempt, CancellationToken cancellationToken)
    {
        var response = attempt.Response!;
        ResponseReader.CheckNoPage(request, attempt);
        var inner = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        return new IdleTimeoutStream(response, inner, _settings.StreamIdleTimeout, _settings.Time, request.ToString(), attempt.Secrets, _life);
    }
}
