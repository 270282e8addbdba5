using System.Runtime.CompilerServices;

namespace HumeGen.Audio;

/// <summary>
/// Reads a WAV file while it arrives. Takes a few kilobytes of memory, whatever the file says about its sizes. <see cref="PcmAudio.FromWav"/> reads a file
/// that is in memory.
/// </summary>
public sealed class WavReader : IDisposable
{
    private const int PieceBytes = 16 * 1024;

    private readonly Stream _stream;
    private readonly bool _leaveOpen;
    private readonly WavChunk _data;

    private WavReader(Stream stream, bool leaveOpen, PcmFormat format, WavChunk data)
    {
        _stream = stream;
        _leaveOpen = leaveOpen;
        _data = data;
        Format = format;
    }

    /// <summary>Layout of the samples.</summary>
    public PcmFormat Format { get; }

    /// <summary>Playing time as the file says; null if its writer did not know.</summary>
    public TimeSpan? Duration => _data.IsEndless || _data.MayEndEarly ? null : Format.DurationOf(_data.Size);

    /// <summary>Reads up to the first sample.</summary>
    /// <param name="stream">The file. If its samples come before their format, the stream must be able to seek.</param>
    /// <param name="leaveOpen">Whether disposal, or an error here, leaves the stream open. It closes the stream unless set.</param>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <returns>A reader of the samples.</returns>
    /// <exception cref="InvalidDataException">The stream is no WAV file, is cut off, or holds another kind of samples than <see cref="SampleEncoding"/> has.</exception>
    public static async Task<WavReader> OpenAsync(Stream stream, bool leaveOpen = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            var (format, data) = await ReadUpToSamplesAsync(stream, cancellationToken).ConfigureAwait(false);
            return new WavReader(stream, leaveOpen, format, data);
        }
        catch when (!leaveOpen)
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the samples, once.</summary>
    /// <param name="cancellationToken">Ends reading.</param>
    /// <returns>Samples of whole blocks as they arrive, at most 16 kB at a time, each piece in memory of its own.</returns>
    /// <exception cref="InvalidDataException">The stream ended before the last sample.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var left = _data.IsEndless ? long.MaxValue : _data.Size;
        var partOfBlock = 0;
        var buffer = new byte[PieceBytes];
        while (left > 0)
        {
            var wanted = (int)Math.Min(left, buffer.Length - partOfBlock);
            var count = await _stream.ReadAsync(buffer.AsMemory(partOfBlock, wanted), cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                if (!_data.IsEndless && !_data.MayEndEarly)
                    throw WavHeader.CutOff(_data.Size, _data.Size - left);
                yield break;
            }

            left -= count;
            var filled = partOfBlock + count;
            partOfBlock = filled % Format.BlockBytes;
            if (filled > partOfBlock)
                yield return buffer.AsSpan(0, filled - partOfBlock).ToArray();
            buffer.AsSpan(filled - partOfBlock, partOfBlock).CopyTo(buffer);
        }
    }

    /// <summary>Closes the stream, unless it is to stay open.</summary>
    public void Dispose()
    {
        if (!_leaveOpen)
            _stream.Dispose();
    }

    private static async Task<(PcmFormat Format, WavChunk Data)> ReadUpToSamplesAsync(Stream stream, CancellationToken cancellationToken)
    {
        var start = new byte[WavHeader.StartBytes];
        WavHeader.CheckStart(start.AsSpan(0, await FillAsync(stream, start, cancellationToken).ConfigureAwait(false)));
        PcmFormat? format = null;
        (WavChunk Chunk, long Position)? samples = null;
        var next = new byte[WavHeader.ChunkBytes];
        for (long at = start.Length; await FillAsync(stream, next, cancellationToken).ConfigureAwait(false) == next.Length;)
        {
            var chunk = WavHeader.ReadChunk(start, next, at);
            at += next.Length;
            var read = 0;
            if (chunk.IsFormat)
            {
                var part = new byte[Math.Min(chunk.Size, WavHeader.FormatBytes)];
                read = await FillAsync(stream, part, cancellationToken).ConfigureAwait(false);
                if (read < part.Length)
                    throw WavHeader.CutOff(chunk.Size, read);
                format = WavHeader.ReadFormat(part);
                if (samples is var (_, position))
                {
                    stream.Position = position;
                    break;
                }
            }
            else if (chunk.IsData && samples is null)
            {
                samples = (chunk, stream.CanSeek ? stream.Position : 0);
                if (format is not null)
                    break;
                if (!stream.CanSeek || chunk.IsEndless)
                    throw new InvalidDataException("The samples of the WAV file come before their format, and the stream cannot go back to them. Read the whole file with PcmAudio.FromWav.");
            }

            var rest = chunk.Size + (chunk.Size & 1) - read;
            var skipped = await SkipAsync(stream, rest, cancellationToken).ConfigureAwait(false);
            if (skipped < chunk.Size - read)
                throw WavHeader.CutOff(chunk.Size, read + skipped);
            at += read + skipped;
        }

        if (samples is not var (data, _))
            throw WavHeader.NoSamples();
        return (format ?? throw WavHeader.NoFormat(), data);
    }

    private static async Task<int> FillAsync(Stream stream, byte[] buffer, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                break;
            filled += count;
        }

        return filled;
    }

    private static async Task<long> SkipAsync(Stream stream, long bytes, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(bytes, PieceBytes)];
        var skipped = 0L;
        while (skipped < bytes)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(bytes - skipped, buffer.Length)), cancellationToken).ConfigureAwait(false);
            if (count == 0)
                break;
            skipped += count;
        }

        return skipped;
    }
}
