using System.Buffers.Binary;

namespace Hume;

/// <summary>Uncompressed audio: samples without a header, and the layout that a player needs.</summary>
public sealed class PcmAudio
{
    private const int HeaderBytes = 44;
    private const ushort PcmTag = 1;
    private const ushort ExtensibleTag = 0xFFFE;

    /// <summary>Creates audio from samples.</summary>
    /// <param name="data">The samples, little-endian, one channel after the other for each moment. Not copied.</param>
    /// <param name="sampleRate">Samples a second of one channel, in Hz; at least 1.</param>
    /// <param name="channels">Number of channels, 1 to 65,535; 1 is mono.</param>
    /// <param name="bitsPerSample">Size of a sample: 8, 16, 24 or 32 bits.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public PcmAudio(ReadOnlyMemory<byte> data, int sampleRate, int channels, int bitsPerSample)
    {
        if (sampleRate < 1)
            throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate, "The sample rate must be at least 1 Hz.");
        if (channels is < 1 or > ushort.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "There must be 1 to 65,535 channels.");
        if (bitsPerSample is not (8 or 16 or 24 or 32))
            throw new ArgumentOutOfRangeException(nameof(bitsPerSample), bitsPerSample, "A sample must have 8, 16, 24 or 32 bits.");
        Data = data;
        SampleRate = sampleRate;
        Channels = channels;
        BitsPerSample = bitsPerSample;
    }

    /// <summary>The samples, little-endian, one channel after the other for each moment. Samples of 8 bits are unsigned, others signed.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>Samples a second of one channel, in Hz.</summary>
    public int SampleRate { get; }

    /// <summary>Number of channels; 1 is mono.</summary>
    public int Channels { get; }

    /// <summary>Size of a sample in bits.</summary>
    public int BitsPerSample { get; }

    /// <summary>Playing time.</summary>
    public TimeSpan Duration => TimeSpan.FromTicks((long)((double)(Data.Length / FrameBytes) / SampleRate * TimeSpan.TicksPerSecond));

    // The GUID of a format in an extensible header is the tag of two bytes and this.
    private static ReadOnlySpan<byte> GuidAfterTag => new byte[] { 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71 };

    private int FrameBytes => Channels * BitsPerSample / 8;

    /// <summary>Reads a WAV file of uncompressed samples.</summary>
    /// <param name="wav">The whole file. The samples stay in this memory.</param>
    /// <returns>The samples, up to the last one that every channel has.</returns>
    /// <exception cref="InvalidDataException">The bytes are no WAV file, are cut off, or hold something else than PCM of 8 to 32 bits.</exception>
    public static PcmAudio FromWav(ReadOnlyMemory<byte> wav)
    {
        var file = wav.Span;
        if (file.Length < 12 || !file.StartsWith("RIFF"u8) || !file.Slice(8).StartsWith("WAVE"u8))
            throw new InvalidDataException($"These {file.Length} bytes are no WAV file: they do not begin with RIFF and WAVE.");
        PcmAudio? format = null;
        for (var at = 12; at + 8 <= file.Length;)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(file.Slice(at + 4));
            var isData = file.Slice(at).StartsWith("data"u8);
            var isFormat = file.Slice(at).StartsWith("fmt "u8);
            at += 8;
            var rest = file.Length - at;

            // Programs that write while they record do not know the length; they leave 0 or one of the largest numbers.
            if (isData && size is 0 or >= 0x7FFF_0000)
                size = (uint)rest;
            if (size > rest)
                throw new InvalidDataException($"The WAV file is cut off: a part of {size} bytes begins {rest} bytes before its end.");
            if (isFormat)
                format = ReadFormat(file.Slice(at, (int)size));
            else if (isData && format is null)
                throw new InvalidDataException("The WAV file does not say the format of its samples before they begin.");
            else if (isData)
                return new PcmAudio(wav.Slice(at, (int)size - ((int)size % format!.FrameBytes)), format.SampleRate, format.Channels, format.BitsPerSample);

            // Parts begin at even places. The last one may lack the byte that fills it up.
            at = (int)Math.Min(file.Length, at + (long)size + (size & 1));
        }

        throw new InvalidDataException("The WAV file has no samples.");
    }

    /// <summary>Joins pieces that follow each other.</summary>
    /// <param name="pieces">At least one piece; all have the same layout.</param>
    /// <returns>All samples in one piece of memory.</returns>
    /// <exception cref="ArgumentException">There is no piece, or one has another layout than the first.</exception>
    public static PcmAudio Join(IEnumerable<PcmAudio> pieces)
    {
        var all = pieces?.ToArray() ?? throw new ArgumentNullException(nameof(pieces));
        if (all.Length == 0)
            throw new ArgumentException("There is no audio to join.", nameof(pieces));
        var first = all[0];
        if (Array.Find(all, p => p.SampleRate != first.SampleRate || p.Channels != first.Channels || p.BitsPerSample != first.BitsPerSample) is { } other)
            throw new ArgumentException($"Audio of different layouts cannot be joined: {first} and {other}.", nameof(pieces));
        var data = new byte[all.Sum(p => p.Data.Length)];
        var at = 0;
        foreach (var piece in all)
        {
            piece.Data.Span.CopyTo(data.AsSpan(at));
            at += piece.Data.Length;
        }

        return new PcmAudio(data, first.SampleRate, first.Channels, first.BitsPerSample);
    }

    /// <summary>Writes the audio as a WAV file that players understand.</summary>
    /// <returns>The whole file: a header of 44 bytes, and the samples.</returns>
    public byte[] ToWav()
    {
        var filler = Data.Length & 1;
        var wav = new byte[HeaderBytes + Data.Length + filler];
        var file = wav.AsSpan();
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt32LittleEndian(file.Slice(4), (uint)(wav.Length - 8));
        "WAVEfmt "u8.CopyTo(file.Slice(8));
        BinaryPrimitives.WriteUInt32LittleEndian(file.Slice(16), 16);
        BinaryPrimitives.WriteUInt16LittleEndian(file.Slice(20), PcmTag);
        BinaryPrimitives.WriteUInt16LittleEndian(file.Slice(22), (ushort)Channels);
        BinaryPrimitives.WriteUInt32LittleEndian(file.Slice(24), (uint)SampleRate);
        BinaryPrimitives.WriteUInt32LittleEndian(file.Slice(28), (uint)(SampleRate * FrameBytes));
        BinaryPrimitives.WriteUInt16LittleEndian(file.Slice(32), (ushort)FrameBytes);
        BinaryPrimitives.WriteUInt16LittleEndian(file.Slice(34), (ushort)BitsPerSample);
        "data"u8.CopyTo(file.Slice(36));
        BinaryPrimitives.WriteUInt32LittleEndian(file.Slice(40), (uint)Data.Length);
        Data.Span.CopyTo(file.Slice(HeaderBytes));
        return wav;
    }

    /// <summary>The layout and the length, such as <c>48000 Hz, 1 channel, 16 bits, 0:00:01.5</c>.</summary>
    /// <returns>A line for a log or an error.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"{SampleRate} Hz, {Channels} {(Channels == 1 ? "channel" : "channels")}, {BitsPerSample} bits, {Duration:g}");

    private static PcmAudio ReadFormat(ReadOnlySpan<byte> part)
    {
        if (part.Length < 16)
            throw new InvalidDataException($"The WAV file tells its format in {part.Length} bytes instead of 16 or more.");
        var tag = BinaryPrimitives.ReadUInt16LittleEndian(part);
        if (tag == ExtensibleTag && part.Length >= 40 && part.Slice(26).StartsWith(GuidAfterTag))
            tag = BinaryPrimitives.ReadUInt16LittleEndian(part.Slice(24));
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(part.Slice(2));
        var rate = BinaryPrimitives.ReadInt32LittleEndian(part.Slice(4));
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(part.Slice(14));
        return tag == PcmTag && channels > 0 && rate > 0 && bits is 8 or 16 or 24 or 32
            ? new PcmAudio(default, rate, channels, bits)
            : throw new InvalidDataException($"The WAV file holds no PCM of 8 to 32 bits: format {tag}, {channels} channels, {bits} bits at {rate} Hz.");
    }
}
