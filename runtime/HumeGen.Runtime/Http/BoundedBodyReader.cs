namespace HumeGen;

/// <summary>Reads bodies into memory, up to a limit.</summary>
/// <param name="heedsTokens">Whether bodies are known to end when they are told to.</param>
internal sealed class BoundedBodyReader(bool heedsTokens)
{
    /// <summary>Reads a whole body; null when it is larger than allowed.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxBytes)
            return null;

        var body = new BodyBuffer(content.Headers.ContentLength, maxBytes);
        await FillAsync(content, body, cancellationToken).ConfigureAwait(false);
        if (body.IsTooLarge)
            return null;
        return body.Written;
    }

    /// <summary>Reads the start of a body, as far as it comes: a body that breaks off or falls silent gives what was there.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> ReadStartAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        var body = new BodyBuffer(null, maxBytes);
        try
        {
            await FillAsync(content, body, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException or InvalidDataException)
        {
            // The status is what counts; the caller looks after its own token.
        }

        return body.Written;
    }

    private async ValueTask FillAsync(HttpContent content, BodyBuffer body, CancellationToken cancellationToken)
    {
        var opening = content.ReadAsStreamAsync(cancellationToken);
        var stream = await (heedsTokens ? opening : AbandonedTask.WaitAsync(opening, cancellationToken)).ConfigureAwait(false);
        await body.FillAsync(stream, heedsTokens, cancellationToken).ConfigureAwait(false);
    }
}
