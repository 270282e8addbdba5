using System.Buffers;
using System.Net;

namespace HumeGen;

/// <summary>
/// Copies a stream into the request, within the time of the attempt. Tells a failing source from a failing connection, and closes only a stream that is its own.
/// </summary>
internal sealed class SourceContent(Stream source, string fileName, bool owned, CancellationToken end) : HttpContent
{
    private const int PieceBytes = 80 * 1024;

    // Both are set with a fence before the other is read: no read begins once the content is disposed and seen to be idle.
    private int _reading;
    private int _disposed;
    private long? _length;

    /// <summary>Whether an attempt has the source, or a read goes on that an attempt has left behind.</summary>
    public bool IsInUse => Volatile.Read(ref _disposed) == 0 || IsReading;

    private bool IsReading => Volatile.Read(ref _reading) != 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => CopyAsync(stream, CancellationToken.None);

#if NET
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        CopyAsync(stream, cancellationToken);
#endif

    protected override bool TryComputeLength(out long length)
    {
        if (source.CanSeek)
            _length ??= source.Length - source.Position;
        length = _length ?? 0;
        return _length is not null;
    }

    protected override void Dispose(bool disposing)
    {
        Interlocked.Exchange(ref _disposed, 1);
        if (disposing && owned)
            source.Dispose();
        base.Dispose(disposing);
    }

    private async Task CopyAsync(Stream stream, CancellationToken cancellationToken)
    {
        // Some handlers have no token to give, so that of the attempt counts as well.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(end, cancellationToken);
        var piece = ArrayPool<byte>.Shared.Rent(PieceBytes);
        try
        {
            var sent = 0L;
            while (sent != _length && await ReadAsync(piece, either.Token).ConfigureAwait(false) is var count and > 0)
            {
                // Looked for before the last piece goes out, as the server acts on a body that is whole.
                sent += count;
                if (sent > _length || (sent == _length && await ReadAsync(new byte[1], either.Token).ConfigureAwait(false) > 0))
                    throw Changed("longer", $"It had {_length} bytes when the call began.");
                await stream.WriteAsync(piece.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            }

            if (sent < _length)
                throw Changed("shorter", $"It had {_length} bytes when the call began, and {sent} could be read.");
        }
        finally
        {
            // A read that was left alone may still write to it.
            if (!IsReading)
                ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private SourceException Changed(string how, string detail) =>
        new($"'{fileName}' became {how} while it was sent. {detail} The server did not get all of it; send it again when nothing writes to it.", null);

    private async Task<int> ReadAsync(byte[] piece, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Exchange(ref _reading, 1);

        try
        {
            // Not every stream heeds its token, and some block their caller; the call ends in time all the same.
            return await AbandonedTask.WaitAsync(Task.Run(() => ReadSourceAsync(piece, cancellationToken), CancellationToken.None), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new SourceException($"Reading '{fileName}' failed while it was sent. {e.Message}", e);
        }
    }

    private async Task<int> ReadSourceAsync(byte[] piece, CancellationToken cancellationToken)
    {
        try
        {
            return Volatile.Read(ref _disposed) == 0 ? await source.ReadAsync(piece, cancellationToken).ConfigureAwait(false) : 0;
        }
        finally
        {
            Interlocked.Exchange(ref _reading, 0);
        }
    }
}
