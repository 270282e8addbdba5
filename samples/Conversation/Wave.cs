using System.Buffers.Binary;

namespace Conversation;

/// <summary>As much of the WAV format as a recording of 16-bit samples needs.</summary>
internal static class Wave
{
    /// <summary>Samples a second of what is sent.</summary>
    public const int SampleRate = 48_000;

    private const int HeaderBytes = 44;

    /// <summary>The samples of a recording.</summary>
    public static byte[] ReadPcm(ReadOnlySpan<byte> wav)
    {
        var format = Parse(wav, out var data);
        return format == new Format(SampleRate, 1, 16)
            ? data.ToArray()
            : throw new InvalidDataException($"The recording has {format.Channels} channels of {format.Bits} bits at {format.Rate} Hz; this sample sends one of 16 bits at {SampleRate} Hz.");
    }

    /// <summary>What a WAV file says of itself, and its samples.</summary>
    public static Format Parse(ReadOnlySpan<byte> wav, out ReadOnlySpan<byte> data)
    {
        if (wav.Length < HeaderBytes || !wav[..4].SequenceEqual("RIFF"u8))
            throw new InvalidDataException("This is no WAV file.");
        var format = default(Format);
        for (var at = 12; at + 8 <= wav.Length;)
        {
            var size = BinaryPrimitives.ReadInt32LittleEndian(wav[(at + 4)..]);
            var body = wav[(at + 8)..];
            if (wav.Slice(at, 4).SequenceEqual("data"u8))
            {
                data = body[..Math.Min(size < 0 ? body.Length : size, body.Length)];
                return format;
            }

            if (wav.Slice(at, 4).SequenceEqual("fmt "u8))
            {
                format = new(
                    BinaryPrimitives.ReadInt32LittleEndian(body[4..]), BinaryPrimitives.ReadInt16LittleEndian(body[2..]), BinaryPrimitives.ReadInt16LittleEndian(body[14..]));
            }

            at += 8 + size + (size & 1);
        }

        throw new InvalidDataException("The WAV file has no samples.");
    }

    /// <summary>The header of a file with so many bytes of samples.</summary>
    public static byte[] Header(int rate, int channels, int dataBytes)
    {
        var header = new byte[HeaderBytes];
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(4), 36 + dataBytes);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(22), (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), rate * channels * 2);
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(32), (short)(channels * 2));
        BinaryPrimitives.WriteInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(40), dataBytes);
        return header;
    }

    /// <summary>Samples a second, channels, and bits of a sample.</summary>
    internal readonly record struct Format(int Rate, int Channels, int Bits);
}
