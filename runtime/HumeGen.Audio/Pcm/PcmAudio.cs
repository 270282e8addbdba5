namespace HumeGen.Audio;

/// <summary>Uncompressed audio in memory: samples without a header, and their layout.</summary>
public sealed class PcmAudio
{
    /// <summary>Creates audio from samples.</summary>
    /// <param name="data">Whole blocks: the samples of all channels, moment by moment. Not copied.</param>
    /// <param name="format">Layout of the samples.</param>
    /// <exception cref="ArgumentException">The data ends inside a block.</exception>
    public PcmAudio(ReadOnlyMemory<byte> data, PcmFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (data.Length % format.BlockBytes != 0)
        {
            throw new ArgumentException(
                $"{data.Length} bytes are no whole blocks of {format.BlockBytes} bytes ({format}). Keep the rest for the next piece, as {nameof(PcmFrames)}.{nameof(PcmFrames.SplitAsync)} does.",
                nameof(data));
        }

        Data = data;
        Format = format;
    }

    /// <summary>The samples, moment by moment, those of the first channel first.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Layout of the samples.</summary>
    public PcmFormat Format { get; }

    /// <summary>Playing time.</summary>
    public TimeSpan Duration => Format.DurationOf(Data.Length);

    /// <summary>Reads a WAV file of samples that <see cref="SampleEncoding"/> has.</summary>
    /// <param name="wav">The whole file. The samples stay in this memory.</param>
    /// <returns>The samples, up to the last one that every channel has.</returns>
    /// <exception cref="InvalidDataException">The bytes are no WAV file, are cut off, or hold another kind of samples.</exception>
    public static PcmAudio FromWav(ReadOnlyMemory<byte> wav) => WavFile.Read(wav);

    /// <summary>Writes the audio as a WAV file.</summary>
    /// <returns>The whole file: a header, and the samples.</returns>
    public byte[] ToWav() => WavFile.Write(this);

    /// <summary>Joins pieces that follow each other. No sample is lost or changed, so there is nothing to hear at a joint of a cut recording.</summary>
    /// <param name="pieces">At least one piece; all have the same layout.</param>
    /// <returns>All samples in one piece of memory.</returns>
    /// <exception cref="ArgumentException">There is no piece, one has another layout than the first, or all together have more than 2 GB.</exception>
    public static PcmAudio Join(IEnumerable<PcmAudio> pieces)
    {
        ArgumentNullException.ThrowIfNull(pieces);
        var all = pieces.ToArray();
        if (all.Length == 0)
            throw new ArgumentException("There is no audio to join.", nameof(pieces));
        var format = all[0].Format;
        if (Array.Find(all, p => p.Format != format) is { } other)
            throw new ArgumentException($"Audio of different layouts cannot be joined: {format} and {other.Format}. Convert one with {nameof(ConvertTo)}.", nameof(pieces));
        var total = all.Sum(p => (long)p.Data.Length);
        if (total > WavFile.MaxArrayBytes)
            throw new ArgumentException($"The pieces have {total} bytes together, more than fit in memory as one. Write them with {nameof(WavWriter)}.", nameof(pieces));
        var data = new byte[total];
        var at = 0;
        foreach (var piece in all)
        {
            piece.Data.Span.CopyTo(data.AsSpan(at));
            at += piece.Data.Length;
        }

        return new PcmAudio(data, format);
    }

    /// <summary>Makes silence.</summary>
    /// <param name="duration">The time that it lasts, from 0.</param>
    /// <param name="format">Layout of the samples.</param>
    /// <returns>Silent samples.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or the silence has more than 2 GB.</exception>
    public static PcmAudio Silence(TimeSpan duration, PcmFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var bytes = format.BytesOf(duration);
        if (bytes > WavFile.MaxArrayBytes)
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "The silence has more than 2 GB.");
        var data = new byte[bytes];
        data.AsSpan().Fill(format.SilentByte);
        return new PcmAudio(data, format);
    }

    /// <summary>Creates audio from numbers.</summary>
    /// <param name="samples">Samples from −1 to 1, moment by moment, for as many moments as all channels have. Values beyond are clipped, NaN becomes 0.</param>
    /// <param name="format">Layout to write the samples in.</param>
    /// <returns>The audio.</returns>
    /// <exception cref="ArgumentException">The number of samples is no multiple of the channels.</exception>
    public static PcmAudio FromSamples(ReadOnlySpan<float> samples, PcmFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (samples.Length % format.Channels != 0)
            throw new ArgumentException($"{samples.Length} samples are not the same number for each of {format.Channels} channels.", nameof(samples));
        var size = format.BitsPerSample / 8;
        var data = new byte[(long)samples.Length * size];
        for (var i = 0; i < samples.Length; i++)
            SampleCodec.Write(data.AsSpan(i * size), samples[i], format.Encoding);
        return new PcmAudio(data, format);
    }

    /// <summary>Gives the samples as numbers.</summary>
    /// <returns>Samples from −1 to 1, moment by moment. Samples of 32 bits lose their last 8.</returns>
    public float[] ToSamples()
    {
        var size = Format.BitsPerSample / 8;
        var samples = new float[Data.Length / size];
        var data = Data.Span;
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (float)SampleCodec.Read(data.Slice(i * size), Format.Encoding);
        return samples;
    }

    /// <summary>
    /// Converts the audio to another layout: other samples, mono to any number of channels, any number to mono (their average), another rate.
    /// </summary>
    /// <remarks>
    /// Another rate needs the samples around each one, so convert a recording as a whole: pieces that are converted one by one click at the joints.
    /// Frequencies that the lower of the two rates cannot carry are removed.
    /// </remarks>
    /// <param name="format">The new layout.</param>
    /// <returns>The converted audio; this very object if it has that layout.</returns>
    /// <exception cref="ArgumentException">The numbers of channels differ, and neither is 1.</exception>
    public PcmAudio ConvertTo(PcmFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (format == Format)
            return this;
        if (format.Channels != Format.Channels && format.Channels != 1 && Format.Channels != 1)
            throw new ArgumentException($"{Format.Channels} channels cannot become {format.Channels}. Convert to one channel first.", nameof(format));

        // The fewer channels, the less there is to resample.
        if (format.SampleRate != Format.SampleRate && Format.Channels > format.Channels)
            return ConvertTo(new PcmFormat(Format.SampleRate, format.Channels, SampleEncoding.Float32)).ConvertTo(format);
        if (format.SampleRate != Format.SampleRate)
        {
            var samples = Resampler.Resample(ToSamples(), Format.Channels, Format.SampleRate, format.SampleRate);
            return FromSamples(samples, new PcmFormat(format.SampleRate, Format.Channels, SampleEncoding.Float32)).ConvertTo(format);
        }

        var data = new byte[(long)(Data.Length / Format.BlockBytes) * format.BlockBytes];
        for (var block = 0; block < Data.Length / Format.BlockBytes; block++)
            ConvertBlock(Data.Span.Slice(block * Format.BlockBytes), Format, data.AsSpan(block * format.BlockBytes), format);
        return new PcmAudio(data, format);
    }

    /// <summary>Measures how loud the audio is.</summary>
    /// <returns>The average and the highest level of all channels together; silence without samples.</returns>
    public AudioLevel MeasureLevel()
    {
        var size = Format.BitsPerSample / 8;
        var (squares, peak) = (0.0, 0.0);
        for (var data = Data.Span; data.Length > 0; data = data.Slice(size))
        {
            var sample = SampleCodec.Read(data, Format.Encoding);
            squares += sample * sample;
            peak = Math.Max(peak, Math.Abs(sample));
        }

        return new AudioLevel(Data.Length == 0 ? 0 : Math.Sqrt(squares / (Data.Length / size)), peak);
    }

    /// <summary>The layout and the length, such as <c>48000 Hz, 1 channel, 16-bit PCM, 0:00:01.5</c>.</summary>
    /// <returns>A line for a log or an error.</returns>
    public override string ToString() => FormattableString.Invariant($"{Format}, {Duration:g}");

    private static void ConvertBlock(ReadOnlySpan<byte> from, PcmFormat source, Span<byte> to, PcmFormat target)
    {
        var (size, newSize) = (source.BitsPerSample / 8, target.BitsPerSample / 8);
        var mixed = 0.0;
        if (target.Channels < source.Channels)
        {
            for (var channel = 0; channel < source.Channels; channel++)
                mixed += SampleCodec.Read(from.Slice(channel * size), source.Encoding) / source.Channels;
        }

        for (var channel = 0; channel < target.Channels; channel++)
        {
            var sample = target.Channels < source.Channels ? mixed : SampleCodec.Read(from.Slice(Math.Min(channel, source.Channels - 1) * size), source.Encoding);
            SampleCodec.Write(to.Slice(channel * newSize), sample, target.Encoding);
        }
    }
}
