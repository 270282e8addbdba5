using System.Diagnostics.CodeAnalysis;

namespace HumeGen;

/// <summary>A response's body that is read while it arrives: it cannot stay silent for ever, and it says so when it breaks off.</summary>
internal sealed class IdleTimeoutStream : ForwardOnlyStream
{
    private readonly HttpResponseMessage _response;
    private readonly Stream _inner;
    private readonly TimeSpan _idleLimit;
    private readonly string _request;
    private readonly CallSecrets _secrets;
    private readonly ClientLife _client;
    private readonly TimedTokenSource _idle;
    private readonly CancellationTokenRegistration _clientLink;
    private readonly long? _length;
    private long _received;
    private Exception? _failure;
    private bool _disposed;

    /// <summary>Guards the body of a response, which is disposed with the stream.</summary>
    /// <param name="response">The response.</param>
    /// <param name="inner">Its body.</param>
    /// <param name="idleLimit">Longest silence of the server.</param>
    /// <param name="time">The clock.</param>
    /// <param name="request">The request, for messages.</param>
    /// <param name="secrets">Secrets that messages must not contain.</param>
    /// <param name="client">The client, whose end is that of the body.</param>
    public IdleTimeoutStream(
        HttpResponseMessage response, Stream inner, TimeSpan idleLimit, TimeProvider time, string request, CallSecrets secrets, ClientLife client)
    {
        _response = response;
        _inner = inner;
        _idleLimit = idleLimit;
        _request = request;
        _secrets = secrets;
        _client = client;
        _length = response.Content.Headers.ContentLength;
        _idle = new TimedTokenSource(Timeout.InfiniteTimeSpan, time);
        _clientLink = client.Ended.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _idle);
    }

    public override bool CanRead => true;

    /// <summary>Whether it broke off, or stayed silent for too long.</summary>
    public bool HasFailed => _failure is ApiClientException;

#if NET
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ReadGuardedAsync(buffer, cancellationToken);
#endif

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadGuardedAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    // Blocks for those who must; the limit holds here as well.
    public override int Read(byte[] buffer, int offset, int count) => ReadGuardedAsync(buffer.AsMemory(offset, count), default).AsTask().GetAwaiter().GetResult();

    [SuppressMessage("Usage", "CA2213", Justification = "The response disposes its own body.")]
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            _response.Dispose();
            _clientLink.Dispose();
            _idle.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadGuardedAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ObjectDisposedException.ThrowIf(_disposed, this);
        _client.ThrowIfOver();
        if (_failure is { } earlier)
            throw earlier;

        var link = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _idle);
        try
        {
            var pending = _inner.ReadAsync(buffer, _idle.Token);
            if (!pending.IsCompleted)
                _idle.CancelAfter(_idleLimit);
            var count = await pending.ConfigureAwait(false);
            _idle.CancelAfter(Timeout.InfiniteTimeSpan);
            _received += count;
            return count;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException or InvalidDataException)
        {
            _failure = Translate(_secrets.Clean(e), cancellationToken);
            throw _failure;
        }
        finally
        {
            await link.DisposeAsync().ConfigureAwait(false);
        }
    }

    private Exception Translate(Exception cause, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new OperationCanceledException("Reading the response was cancelled.", cause, cancellationToken);
        if (_disposed)
            return new ObjectDisposedException(GetType().FullName, cause);
        _client.ThrowIfOver();
        if (_idle.IsCancellationRequested)
        {
            return new ApiTimeoutException(
                $"The response to {_request} stayed silent for {MessageText.Of(_idleLimit)} (StreamIdleTimeout) after {_received} bytes.",
                ApiTimeoutKind.StreamIdle,
                _idleLimit,
                cause);
        }

        return new ApiResponseException(
            $"The response to {_request} was cut short after {_received}{(_length is { } all ? $" of {all}" : "")} bytes; what came so far is not the whole.",
            cause)
        { StatusCode = _response.StatusCode };
    }
}
