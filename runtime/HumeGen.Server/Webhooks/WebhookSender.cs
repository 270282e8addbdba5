using System.Net;
using System.Net.Http.Headers;
using HumeGen.Server.Transport;
using Microsoft.Extensions.Logging;

namespace HumeGen.Server.Webhooks;

/// <summary>
/// Sends webhooks in the background, signed, to allowed addresses only. A webhook that fails is sent again, with growing waits, a few times. One that is still waiting
/// when the server stops is dropped, unless its sender keeps it until it is settled.
/// </summary>
internal sealed class WebhookSender : IDisposable
{
    private const int MaxPending = 1_000;
    private const int AtOnce = 16;
    private const int MaxAttempts = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(10);

    private readonly AllowedAddresses _addresses;
    private readonly WebhookSignature _signature;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationToken _stopping;
    private readonly HttpMessageInvoker _http;
    private readonly SemaphoreSlim _turns = new(AtOnce);
    private readonly PendingTasks _pending = new();
    private readonly object _gate = new();
    private readonly Dictionary<string, Task> _lanes = new(StringComparer.Ordinal);

    public WebhookSender(AllowedAddresses addresses, string key, TimeProvider clock, ILogger logger, CancellationToken stopping)
    {
        (_addresses, _signature, _clock, _logger, _stopping) = (addresses, new WebhookSignature(key), clock, logger, stopping);
        _http = new HttpMessageInvoker(addresses.CreateHandler());
    }

    /// <summary>Sends a webhook, without waiting for it.</summary>
    /// <param name="url">The address.</param>
    /// <param name="lane">Webhooks of one lane are sent one after the other, in the order of the calls.</param>
    /// <param name="body">Makes the body, a JSON text in UTF-8, when its turn has come.</param>
    /// <param name="notBefore">The earliest time to send it; at once when null.</param>
    /// <param name="settled">Called when it has been sent, or given up for good; not when the server stops before.</param>
    public void Send(
        string url, string lane, Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>>> body, DateTimeOffset? notBefore = null, Func<Task>? settled = null)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            _logger.WebhookDropped("a URL", "it is not an absolute one of http or https");
            _ = settled?.Invoke();
            return;
        }

        if (_addresses.Refusal(uri) is { } refusal)
        {
            _logger.WebhookDropped(uri.Authority, refusal);
            _ = settled?.Invoke();
            return;
        }

        lock (_gate)
        {
            if (_stopping.IsCancellationRequested)
                return;

            if (_pending.Count >= MaxPending)
            {
                _logger.WebhookDropped(uri.Authority, $"{MaxPending} others wait to be sent");
                return;
            }

            var previous = _lanes.GetValueOrDefault(lane, Task.CompletedTask);
            var sending = _pending.Run(() => SendAsync(uri, body, notBefore, settled, previous));
            _lanes[lane] = sending;
            sending.ContinueWith(done => Leave(lane, done), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>Waits until nothing is being sent any more, which is soon after the server began to stop.</summary>
    public Task FinishAsync() => _pending.WhenAllAsync();

    public void Dispose() => _http.Dispose();

    private void Leave(string lane, Task done)
    {
        lock (_gate)
        {
            if (_lanes.GetValueOrDefault(lane) == done)
                _lanes.Remove(lane);
        }
    }

    private async Task SendAsync(
        Uri url, Func<CancellationToken, ValueTask<ReadOnlyMemory<byte>>> make, DateTimeOffset? notBefore, Func<Task>? settled, Task previous)
    {
        try
        {
            await previous.ConfigureAwait(false);
            if (notBefore - _clock.GetUtcNow() is { } early && early > TimeSpan.Zero)
                await Task.Delay(early, _clock, _stopping).ConfigureAwait(false);

            await AttemptAllAsync(url, await make(_stopping).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Nobody waits for it any more.
            return;
        }
        catch (Exception exception)
        {
            _logger.WebhookDropped(url.Authority, $"{exception.GetType().Name}: {exception.Message}");
        }

        if (settled is not null)
            await settled().ConfigureAwait(false);
    }

    private async Task AttemptAllAsync(Uri url, ReadOnlyMemory<byte> body)
    {
        var wait = FirstWait;
        for (var attempt = 1; ; attempt++, wait *= 2)
        {
            var (failure, isFinal) = await AttemptAsync(url, body).ConfigureAwait(false);
            if (failure is null)
                return;

            if (isFinal || attempt == MaxAttempts)
            {
                _logger.WebhookFailed(url.Authority, attempt, failure);
                return;
            }

            await Task.Delay(wait, _clock, _stopping).ConfigureAwait(false);
        }
    }

    /// <summary>Sends it once; says why it failed, and whether another attempt would make no difference.</summary>
    private async Task<(string? Failure, bool IsFinal)> AttemptAsync(Uri url, ReadOnlyMemory<byte> body)
    {
        await _turns.WaitAsync(_stopping).ConfigureAwait(false);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_stopping);
        limit.CancelAfter(AttemptTimeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
            var (timestamp, signature) = _signature.Sign(body, _clock.GetUtcNow());
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.Add(WebhookSignature.TimestampHeader, timestamp);
            request.Headers.Add(WebhookSignature.SignatureHeader, signature);
            using var response = await _http.SendAsync(request, limit.Token).ConfigureAwait(false);
            var isBusy = response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
            return response.IsSuccessStatusCode ? (null, false) : ($"the answer is status {(int)response.StatusCode}", !isBusy);
        }
        catch (HttpRequestException exception)
        {
            return (exception.Message, exception is AddressNotAllowedException || exception.InnerException is AddressNotAllowedException);
        }
        catch (OperationCanceledException) when (!_stopping.IsCancellationRequested)
        {
            return ($"no answer came within {AttemptTimeout.TotalSeconds} seconds", false);
        }
        finally
        {
            _turns.Release();
        }
    }
}
