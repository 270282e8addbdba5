using System.Buffers.Binary;

namespace HumeGen.Server.Codecs.Opus;

/// <summary>The identification header of an Opus stream (RFC 7845, section 5.1).</summary>
/// <param name="Channels">Channels, 1 to 8.</param>
/// <param name="PreSkip">The samples at 48 kHz to drop at the beginning.</param>
/// <param name="Gain">The factor to multiply samples by.</param>
/// <param name="Streams">The coded streams in a packet.</param>
/// <param name="Coupled">The streams, of these, that hold two channels.</param>
/// <param name="Mapping">The coded channel of each channel.</param>
internal sealed record OpusHead(int Channels, int PreSkip, double Gain, int Streams, int Coupled, byte[] Mapping)
{
    private const int MaxChannels = 8;
    private const int FixedSize = 19;

    /// <summary>The header of a track that has none.</summary>
    public static OpusHead Mono { get; } = new(1, 0, 1, 1, 0, [0]);

    public static ReadOnlySpan<byte> Magic => "OpusHead"u8;

    /// <summary>Reads a header.</summary>
    /// <exception cref="FormatException">It makes no sense: the message says why.</exception>
    public static OpusHead Read(ReadOnlySpan<byte> header)
    {
        if (!header.StartsWith(Magic) || header.Length < FixedSize)
            throw new FormatException("The header of the Opus stream is damaged.");

        if (header[8] >> 4 != 0)
            throw new FormatException($"The Opus stream has version {header[8]}, and 0 to 15 are read.");

        int channels = header[9];
        int preSkip = BinaryPrimitives.ReadUInt16LittleEndian(header[10..]);
        var gain = Math.Pow(10, BinaryPrimitives.ReadInt16LittleEndian(header[16..]) / (20.0 * 256));
        var family = header[18];
        if (family == 0 && channels is 1 or 2)
            return new OpusHead(channels, preSkip, gain, 1, channels - 1, [0, 1]);

        if (family != 1 || channels is 0 or > MaxChannels || header.Length < FixedSize + 2 + channels)
            throw new FormatException($"The Opus stream has {channels} channels in an order of family {family}; 1 to {MaxChannels} channels in one of family 0 or 1 are read.");

        var (streams, coupled, mapping) = (header[19], header[20], header.Slice(21, channels).ToArray());
        return streams > 0 && coupled <= streams && streams + coupled <= MaxChannels && mapping.All(place => place == byte.MaxValue || place < streams + coupled)
            ? new OpusHead(channels, preSkip, gain, streams, coupled, mapping)
            : throw new FormatException("The header of the Opus stream names channels that it does not have.");
    }
}
