using System.Runtime.CompilerServices;

namespace HumeGen.Audio;

/// <summary>Cuts audio into frames of equal length, and sends them at the speed at which they are heard.</summary>
public static class PcmFrames
{
    /// <summary>Cuts audio into frames of one length.</summary>
    /// <param name="audio">The audio.</param>
    /// <param name="length">Length of a frame, such as 20 ms; at least one sample.</param>
    /// <param name="padLast">Whether a last frame that is too short is filled up with silence. It is short unless set.</param>
    /// <returns>The frames, without copies but for a padded one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is shorter than a sample, or a frame has more than 2 GB.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Split(this PcmAudio audio, TimeSpan length, bool padLast = false)
    {
        ArgumentNullException.ThrowIfNull(audio);
        return Cut(audio, FrameBytes(audio.Format, length), padLast);

        static IEnumerable<ReadOnlyMemory<byte>> Cut(PcmAudio audio, int size, bool padLast)
        {
            var data = audio.Data;
            for (; data.Length >= size; data = data.Slice(size))
                yield return data.Slice(0, size);
            if (data.Length > 0)
                yield return padLast ? Padded(data.Span, size, audio.Format) : data;
        }
    }

    /// <summary>Cuts audio that arrives in pieces of any size into frames of one length.</summary>
    /// <param name="pieces">Samples; a piece may end inside a block.</param>
    /// <param name="format">Layout of the samples.</param>
    /// <param name="length">Length of a frame, such as 20 ms; at least one sample.</param>
    /// <param name="padLast">Whether a last frame that is too short is filled up with silence. It is short unless set.</param>
    /// <param name="cancellationToken">Ends the wait for the next piece.</param>
    /// <returns>The frames, each in memory of its own. A last block that is not whole is left out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is shorter than a sample, or a frame has more than 2 GB.</exception>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> SplitAsync(
        this IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, PcmFormat format, TimeSpan length, bool padLast = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        ArgumentNullException.ThrowIfNull(format);
        return CutAsync(pieces, FrameBytes(format, length), format, padLast, cancellationToken);
    }

    /// <summary>Gives each frame when the one before it has been heard, as a microphone would. The first comes at once.</summary>
    /// <param name="frames">Frames or other pieces of whole blocks.</param>
    /// <param name="format">Layout of the samples.</param>
    /// <param name="timeProvider">The clock; the system's unless set.</param>
    /// <param name="cancellationToken">Ends the wait for the next frame.</param>
    /// <returns>The frames. The times are counted from the first one, so delays do not add up: after a slow consumer, the frames that are late come at once.</returns>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> PaceAsync(
        this IEnumerable<ReadOnlyMemory<byte>> frames, PcmFormat format, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frames);
        return PaceAsync(Each(frames), format, timeProvider, cancellationToken);

#pragma warning disable CS1998 // Nothing is awaited: the frames are there.
        static async IAsyncEnumerable<ReadOnlyMemory<byte>> Each(IEnumerable<ReadOnlyMemory<byte>> frames)
        {
            foreach (var frame in frames)
                yield return frame;
        }
#pragma warning restore CS1998
    }

    /// <inheritdoc cref="PaceAsync(IEnumerable{ReadOnlyMemory{byte}}, PcmFormat, TimeProvider?, CancellationToken)"/>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> PaceAsync(
        this IAsyncEnumerable<ReadOnlyMemory<byte>> frames, PcmFormat format, TimeProvider? timeProvider = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(frames);
        ArgumentNullException.ThrowIfNull(format);
        return PaceEachAsync(frames, format, new Clock(timeProvider ?? TimeProvider.System), cancellationToken);
    }

    /// <summary>Makes a steady stream of frames of a source with gaps: where no samples have come in time, the frame is silent.</summary>
    /// <param name="pieces">Samples, as they come. The source must end its wait when its enumerator's token is cancelled.</param>
    /// <param name="format">Layout of the samples.</param>
    /// <param name="length">Length of a frame, such as 20 ms; at least one sample.</param>
    /// <param name="timeProvider">The clock; the system's unless set.</param>
    /// <param name="cancellationToken">Ends the wait for the next frame.</param>
    /// <returns>
    /// A frame for each <paramref name="length"/> of time, until the source ends and all its samples are given. The source is read no faster than its samples
    /// are given.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The length is shorter than a sample, or a frame has more than 2 GB.</exception>
    public static IAsyncEnumerable<ReadOnlyMemory<byte>> FillSilenceAsync(
        this IAsyncEnumerable<ReadOnlyMemory<byte>> pieces,
        PcmFormat format,
        TimeSpan length,
        TimeProvider? timeProvider = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        ArgumentNullException.ThrowIfNull(format);
        return SilenceFiller.FillAsync(pieces, format, FrameBytes(format, length), new Clock(timeProvider ?? TimeProvider.System), cancellationToken);
    }

    internal static byte[] Padded(ReadOnlySpan<byte> data, int size, PcmFormat format)
    {
        var frame = new byte[size];
        data.CopyTo(frame);
        frame.AsSpan(data.Length).Fill(format.SilentByte);
        return frame;
    }

    private static int FrameBytes(PcmFormat format, TimeSpan length)
    {
        var bytes = format.BytesOf(length);
        if (bytes < format.BlockBytes || bytes > WavFile.MaxArrayBytes)
            throw new ArgumentOutOfRangeException(nameof(length), length, $"A frame must have at least one sample and at most 2 GB; it would have {bytes} bytes ({format}).");
        return (int)bytes;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> CutAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, int size, PcmFormat format, bool padLast, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var frame = new byte[size];
        var filled = 0;
        await foreach (var piece in pieces.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            for (var rest = piece; rest.Length > 0;)
            {
                var count = Math.Min(rest.Length, size - filled);
                rest.Slice(0, count).CopyTo(frame.AsMemory(filled));
                (rest, filled) = (rest.Slice(count), filled + count);
                if (filled < size)
                    continue;
                yield return frame;
                (frame, filled) = (new byte[size], 0);
            }
        }

        filled -= filled % format.BlockBytes;
        if (filled > 0)
            yield return padLast ? Padded(frame.AsSpan(0, filled), size, format) : frame.AsMemory(0, filled);
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> PaceEachAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> frames, PcmFormat format, Clock clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var given = 0L;
        await foreach (var frame in frames.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            await clock.WaitUntilAsync(format.DurationOf(given), cancellationToken).ConfigureAwait(false);
            yield return frame;
            given += frame.Length;
        }
    }
}
