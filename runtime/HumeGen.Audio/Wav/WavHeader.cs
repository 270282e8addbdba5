using System.Buffers.Binary;

namespace HumeGen.Audio;

/// <summary>The parts of a WAV file around its samples, and the errors that they may have.</summary>
internal static class WavHeader
{
    /// <summary>Bytes before the first part.</summary>
    public const int StartBytes = 12;

    /// <summary>Bytes at the start of a part: its name and its size.</summary>
    public const int ChunkBytes = 8;

    /// <summary>Bytes of the format that are looked at.</summary>
    public const int FormatBytes = 40;

    /// <summary>Size of a file whose writer does not know it.</summary>
    public const uint UnknownSize = uint.MaxValue;

    private const int PcmTag = 1;
    private const int FloatTag = 3;
    private const int ALawTag = 6;
    private const int MuLawTag = 7;
    private const int ExtensibleTag = 0xFFFE;

    // The GUID of a format in an extensible header is the tag of two bytes and this.
    private static ReadOnlySpan<byte> GuidAfterTag => [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71];

    public static void CheckStart(ReadOnlySpan<byte> start)
    {
        if (start.Length < StartBytes || !start.StartsWith("RIFF"u8) || !start.Slice(8).StartsWith("WAVE"u8))
            throw new InvalidDataException($"This is no WAV file: it does not begin with RIFF and WAVE{(start.Length < StartBytes ? $", and has {start.Length} bytes only" : "")}.");
    }

    /// <summary>Reads the start of a part.</summary>
    /// <param name="file">The file from its first byte, at least up to the start of this part.</param>
    /// <param name="at">Place of the part.</param>
    public static WavChunk ReadChunk(ReadOnlySpan<byte> file, int at) => ReadChunk(file, file.Slice(at, ChunkBytes), at);

    /// <summary>Reads the start of a part that is not in one piece of memory with the start of its file.</summary>
    public static WavChunk ReadChunk(ReadOnlySpan<byte> start, ReadOnlySpan<byte> chunk, long at)
    {
        var size = BinaryPrimitives.ReadUInt32LittleEndian(chunk.Slice(4));
        var isData = chunk.StartsWith("data"u8);

        // No samples are so many as come unless the file as a whole says that it goes on after them.
        var fileSize = BinaryPrimitives.ReadUInt32LittleEndian(start.Slice(4));
        var goesOn = fileSize != UnknownSize && fileSize + 8L > at + ChunkBytes;
        return new WavChunk(chunk.StartsWith("fmt "u8), isData, size, isData && (size == UnknownSize || (size == 0 && !goesOn)));
    }

    public static PcmFormat ReadFormat(ReadOnlySpan<byte> part)
    {
        if (part.Length < 16)
            throw new InvalidDataException($"The WAV file tells its format in {part.Length} bytes instead of 16 or more.");
        int tag = BinaryPrimitives.ReadUInt16LittleEndian(part);
        if (tag == ExtensibleTag && part.Length >= FormatBytes && part.Slice(26).StartsWith(GuidAfterTag))
            tag = BinaryPrimitives.ReadUInt16LittleEndian(part.Slice(24));
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(part.Slice(2));
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(part.Slice(4));
        var block = BinaryPrimitives.ReadUInt16LittleEndian(part.Slice(12));
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(part.Slice(14));
        SampleEncoding encoding = (tag, bits) switch
        {
            (PcmTag, 8) => SampleEncoding.Unsigned8,
            (PcmTag, 16) => SampleEncoding.Signed16,
            (PcmTag, 24) => SampleEncoding.Signed24,
            (PcmTag, 32) => SampleEncoding.Signed32,
            (FloatTag, 32) => SampleEncoding.Float32,
            (MuLawTag, 8) => SampleEncoding.MuLaw,
            (ALawTag, 8) => SampleEncoding.ALaw,
            _ => throw new InvalidDataException(
                $"The WAV file holds samples of {bits} bits in format {tag}. Only PCM of 8, 16, 24 and 32 bits (1), float of 32 bits (3), A-law (6) and mu-law (7) can be read."),
        };
        PcmFormat format;
        try
        {
            format = new PcmFormat((int)Math.Min(rate, int.MaxValue), channels, encoding);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new InvalidDataException($"The WAV file says {channels} channels at {rate} Hz; 1 to 256 channels at 1 to 1,000,000 Hz can be read.", e);
        }

        return block == format.BlockBytes
            ? format
            : throw new InvalidDataException($"The WAV file says blocks of {block} bytes, but {format} has blocks of {format.BlockBytes} bytes.");
    }

    /// <summary>Writes all before the samples.</summary>
    /// <param name="format">Layout of the samples.</param>
    /// <param name="dataBytes">Bytes of the samples; <see cref="UnknownSize"/> if nobody knows.</param>
    public static byte[] Write(PcmFormat format, long dataBytes)
    {
        // A format other than PCM has an extension, which is empty, and tells the number of samples a second time.
        var isPcm = format.Encoding < SampleEncoding.Float32;
        var header = new byte[isPcm ? 44 : 58];
        var file = header.AsSpan();
        "RIFF"u8.CopyTo(file);
        "WAVEfmt "u8.CopyTo(file.Slice(8));
        WriteNumber(file.Slice(4), dataBytes == UnknownSize ? UnknownSize : header.Length - 8 + dataBytes + (dataBytes & 1));
        WriteNumber(file.Slice(16), isPcm ? 16 : 18);
        WriteShort(file.Slice(20), format.Encoding switch
        {
            SampleEncoding.Float32 => FloatTag,
            SampleEncoding.MuLaw => MuLawTag,
            SampleEncoding.ALaw => ALawTag,
            _ => PcmTag,
        });
        WriteShort(file.Slice(22), format.Channels);
        WriteNumber(file.Slice(24), format.SampleRate);
        WriteNumber(file.Slice(28), format.BytesPerSecond);
        WriteShort(file.Slice(32), format.BlockBytes);
        WriteShort(file.Slice(34), format.BitsPerSample);
        if (!isPcm)
        {
            "fact"u8.CopyTo(file.Slice(38));
            WriteNumber(file.Slice(42), 4);
            WriteNumber(file.Slice(46), dataBytes == UnknownSize ? UnknownSize : dataBytes / format.BlockBytes);
        }

        "data"u8.CopyTo(file.Slice(header.Length - 8));
        WriteNumber(file.Slice(header.Length - 4), dataBytes);
        return header;
    }

    public static InvalidDataException CutOff(long size, long rest) => new($"The WAV file is cut off: a part of {size} bytes begins {rest} bytes before its end.");

    public static InvalidDataException NoSamples() => new("The WAV file has no samples.");

    public static InvalidDataException NoFormat() => new("The WAV file does not say the format of its samples.");

    private static void WriteNumber(Span<byte> at, long number) => BinaryPrimitives.WriteUInt32LittleEndian(at, (uint)number);

    private static void WriteShort(Span<byte> at, int number) => BinaryPrimitives.WriteUInt16LittleEndian(at, (ushort)number);
}
