using System.Buffers.Binary;
using System.Text;

namespace HumeGen.Audio.Tests;

/// <summary>WAV files put together part by part, right or wrong.</summary>
internal static class TestWav
{
    public static byte[] Samples { get; } = [1, 0, 2, 0, 3, 0, 4, 0];

    public static byte[] Pcm16 { get; } = Format(1, channels: 1, rate: 48_000, bits: 16);

    public static byte[] Format(int tag, int channels, int rate, int bits)
    {
        var format = new byte[16];
        BinaryPrimitives.WriteUInt16LittleEndian(format, (ushort)tag);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(2), (ushort)channels);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(4), rate);
        BinaryPrimitives.WriteInt32LittleEndian(format.AsSpan(8), rate * channels * bits / 8);
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(12), (ushort)(channels * bits / 8));
        BinaryPrimitives.WriteUInt16LittleEndian(format.AsSpan(14), (ushort)bits);
        return format;
    }

    public static byte[] Extensible(int tag, int channels, int rate, int bits) =>
    [
        .. Format(0xFFFE, channels, rate, bits), 22, 0, (byte)bits, 0, 3, 0, 0, 0,
        (byte)tag, 0, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xAA, 0, 0x38, 0x9B, 0x71,
    ];

    public static byte[] File(params (string Id, byte[] Content)[] parts)
    {
        byte[] body = [.. "WAVE"u8, .. parts.SelectMany(Part)];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body];
    }

    /// <summary>A file with samples, whose sizes of the file and of the samples say something else.</summary>
    public static byte[] File(uint fileSize, uint dataSize)
    {
        var file = File(("fmt ", Pcm16), ("data", Samples));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), fileSize);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(40), dataSize);
        return file;
    }

    private static IEnumerable<byte> Part((string Id, byte[] Content) part) =>
        [.. Encoding.ASCII.GetBytes(part.Id), .. BitConverter.GetBytes(part.Content.Length), .. part.Content, .. new byte[part.Content.Length & 1]];
}
