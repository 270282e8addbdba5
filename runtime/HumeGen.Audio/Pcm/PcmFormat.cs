namespace HumeGen.Audio;

/// <summary>Layout of uncompressed audio: samples a second, channels, and the form of a sample.</summary>
public sealed record PcmFormat
{
    private const int MaxSampleRate = 1_000_000;
    private const int MaxChannels = 256;

    /// <summary>Creates a layout.</summary>
    /// <param name="sampleRate">Samples a second of one channel, 1 to 1,000,000 Hz.</param>
    /// <param name="channels">Number of channels, 1 to 256; 1 is mono.</param>
    /// <param name="encoding">Form of a sample; 16 bits with a sign unless set.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is out of its range.</exception>
    public PcmFormat(int sampleRate, int channels = 1, SampleEncoding encoding = SampleEncoding.Signed16)
    {
        if (sampleRate is < 1 or > MaxSampleRate)
            throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate, "The sample rate must be 1 to 1,000,000 Hz.");
        if (channels is < 1 or > MaxChannels)
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "There must be 1 to 256 channels.");
        if (encoding is < SampleEncoding.Unsigned8 or > SampleEncoding.ALaw)
            throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "There is no such encoding of samples.");
        SampleRate = sampleRate;
        Channels = channels;
        Encoding = encoding;
    }

    /// <summary>Samples a second of one channel, in Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Number of channels; 1 is mono.</summary>
    public int Channels { get; }

    /// <summary>Form of a sample.</summary>
    public SampleEncoding Encoding { get; }

    /// <summary>Size of a sample in bits: 8, 16, 24 or 32.</summary>
    public int BitsPerSample => Encoding switch
    {
        SampleEncoding.Signed16 => 16,
        SampleEncoding.Signed24 => 24,
        SampleEncoding.Signed32 or SampleEncoding.Float32 => 32,
        _ => 8,
    };

    /// <summary>Bytes of a block: one sample of each channel.</summary>
    public int BlockBytes => Channels * BitsPerSample / 8;

    /// <summary>Bytes of a second of audio.</summary>
    public int BytesPerSecond => SampleRate * BlockBytes;

    /// <summary>The byte that silence consists of.</summary>
    internal byte SilentByte => Encoding switch
    {
        SampleEncoding.Unsigned8 => 0x80,
        SampleEncoding.MuLaw => 0xFF,
        SampleEncoding.ALaw => 0xD5,
        _ => 0,
    };

    /// <summary>Gives the playing time of a number of bytes.</summary>
    /// <param name="bytes">Number of bytes, from 0. An incomplete block at their end does not count.</param>
    /// <returns>The time, to 100 ns.</returns>
    public TimeSpan DurationOf(long bytes) => TimeSpan.FromTicks((long)((decimal)(bytes / BlockBytes) * TimeSpan.TicksPerSecond / SampleRate));

    /// <summary>Gives the number of bytes that play for a time.</summary>
    /// <param name="duration">A time, from 0.</param>
    /// <returns>Bytes of whole blocks; a part of a block is left out.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative, or takes 8 exabytes or more.</exception>
    public long BytesOf(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "The duration must not be negative.");
        var bytes = decimal.Truncate((decimal)duration.Ticks * SampleRate / TimeSpan.TicksPerSecond) * BlockBytes;
        return bytes <= long.MaxValue ? (long)bytes : throw new ArgumentOutOfRangeException(nameof(duration), duration, "The duration has more bytes than can be counted.");
    }

    /// <summary>The layout, such as <c>48000 Hz, 1 channel, 16-bit PCM</c>.</summary>
    /// <returns>A text for a log or an error.</returns>
    public override string ToString()
    {
        var encoding = Encoding switch
        {
            SampleEncoding.Float32 => "32-bit float",
            SampleEncoding.MuLaw => "mu-law",
            SampleEncoding.ALaw => "A-law",
            _ => FormattableString.Invariant($"{BitsPerSample}-bit PCM"),
        };
        return FormattableString.Invariant($"{SampleRate} Hz, {Channels} {(Channels == 1 ? "channel" : "channels")}, {encoding}");
    }
}
