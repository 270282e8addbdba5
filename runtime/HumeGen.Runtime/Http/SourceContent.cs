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

    /// <summary>Whether the source is being read, which may go on after the attempt has ended.</summary>
    public bool IsReading => Volatile.Read(ref _reading) != 0;

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => CopyAsync(stream, CancellationToken.None);

#if NET
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        CopyAsync(stream, cancellationToken);
#endif

    protected override bool TryComputeLength(out long length)
    {
        length = source.CanSeek ? source.Length - source.Position : 0;
        return source.CanSeek;
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
            while (await ReadAsync(piece, either.Token).ConfigureAwait(false) is var count and > 0)
                await stream.WriteAsync(piece.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            // A read that was left alone may still write to it.
            if (!IsReading)
                ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private async Task<int> ReadAsync(byte[] piece, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Interlocked.Exchange(ref _reading, 1);

        // Not every stream heeds its token, and some block their caller; the call ends in time all the same.
        var reading = Task.Run(() => ReadSourceAsync(piece, cancellationToken), CancellationToken.None);
        try
        {
            return await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new SourceException($"Reading '{fileName}' failed while it was sent. {e.Message}", e);
        }
        finally
        {
            // Nobody may be there any more to see it fail.
            if (!reading.IsCompleted)
                _ = reading.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
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
