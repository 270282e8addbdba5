using System.Buffers;

namespace HumeGen;

/// <summary>Reads bodies into memory, up to a limit.</summary>
internal static class BoundedBodyReader
{
    private const int FirstBytes = 16 * 1024;
    private const int MostPromisedBytes = 1024 * 1024;

    /// <summary>Reads a whole body; null when it is larger than allowed.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentLength > maxBytes)
            return null;

        // One byte more than promised, so that the end is seen without another buffer; but a promise alone costs little memory.
        var size = Math.Clamp(content.Headers.ContentLength ?? FirstBytes, 1, MostPromisedBytes);
        var buffer = new ArrayBufferWriter<byte>((int)size + 1);
        var complete = await FillAsync(content, buffer, maxBytes, cancellationToken).ConfigureAwait(false);
        if (!complete)
            return null;
        return buffer.WrittenMemory;
    }

    /// <summary>Reads the start of a body, as far as it comes: a body that breaks off or falls silent gives what was there.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadStartAsync(HttpContent content, int maxBytes, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>(FirstBytes);
        try
        {
            await FillAsync(content, buffer, maxBytes, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException or InvalidDataException)
        {
            // The status is what counts; the caller looks after its own token.
        }

        return buffer.WrittenMemory[..Math.Min(buffer.WrittenCount, maxBytes)];
    }

    private static async ValueTask<bool> FillAsync(HttpContent content, ArrayBufferWriter<byte> buffer, int maxBytes, CancellationToken cancellationToken)
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        while (buffer.WrittenCount <= maxBytes)
        {
            var count = await stream.ReadAsync(buffer.GetMemory(1), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                return true;
            buffer.Advance(count);
        }

        return false;
    }
}
