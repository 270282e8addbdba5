namespace HumeGen.Audio;

/// <summary>
/// Writes a WAV file piece by piece, so that a player hears one recording. Where the stream can seek, disposal writes the sizes into the header; elsewhere the
/// header says that they are unknown, and players read to the end.
/// </summary>
/// <remarks>Without any piece nothing is written, as nothing tells the layout. A file has at most 4 GB where the stream can seek.</remarks>
public sealed class WavWriter : IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private long _start;
    private long _bytes;
    private bool _disposed;

    /// <summary>Creates a writer.</summary>
    /// <param name="stream">The file, at the place where it is to begin.</param>
    /// <param name="leaveOpen">Whether disposal leaves the stream open. It closes the stream unless set.</param>
    public WavWriter(Stream stream, bool leaveOpen = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        _stream = stream;
        _leaveOpen = leaveOpen;
    }

    /// <summary>Layout of the samples, which the first piece tells; null before it.</summary>
    public PcmFormat? Format { get; private set; }

    /// <summary>Playing time of all that was written.</summary>
    public TimeSpan Duration => Format?.DurationOf(_bytes) ?? TimeSpan.Zero;

    /// <summary>Writes the next piece, without the header of the file that it may come from.</summary>
    /// <param name="piece">Samples in the layout of the first piece.</param>
    /// <param name="cancellationToken">Ends writing; the file is then incomplete.</param>
    /// <returns>Done when the stream has the piece.</returns>
    /// <exception cref="ArgumentException">The piece has another layout than the first one.</exception>
    /// <exception cref="InvalidOperationException">The file would have more than 4 GB, and its header could not say so.</exception>
    public async ValueTask WriteAsync(PcmAudio piece, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(piece);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (Format is not null && piece.Format != Format)
            throw new ArgumentException($"The file has {Format}, and the piece {piece.Format}. Convert it with {nameof(PcmAudio)}.{nameof(PcmAudio.ConvertTo)}.", nameof(piece));
        if (_stream.CanSeek && _bytes + piece.Data.Length > WavHeader.UnknownSize - 100)
            throw new InvalidOperationException("A WAV file has at most 4 GB. Go on in another one.");
        if (Format is null)
        {
            Format = piece.Format;
            _start = _stream.CanSeek ? _stream.Position : 0;
            await _stream.WriteAsync(WavHeader.Write(Format, WavHeader.UnknownSize).AsMemory(), cancellationToken).ConfigureAwait(false);
        }

        await _stream.WriteAsync(piece.Data, cancellationToken).ConfigureAwait(false);
        _bytes += piece.Data.Length;
    }

    /// <summary>Writes the end of the file, and the sizes where the stream can seek. Closes the stream, unless it is to stay open.</summary>
    /// <returns>Done when the file is complete.</returns>
    public async ValueTask DisposeAsync()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            if (Format is not null)
                await CompleteAsync(Format).ConfigureAwait(false);
        }
        finally
        {
            if (!_leaveOpen)
                await _stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task CompleteAsync(PcmFormat format)
    {
        if (_stream.CanSeek)
        {
            if (_bytes % 2 != 0)
                await _stream.WriteAsync(new byte[1].AsMemory(), default).ConfigureAwait(false);
            var end = _stream.Position;
            _stream.Position = _start;
            await _stream.WriteAsync(WavHeader.Write(format, _bytes).AsMemory(), default).ConfigureAwait(false);
            _stream.Position = end;
        }

        await _stream.FlushAsync().ConfigureAwait(false);
    }
}
