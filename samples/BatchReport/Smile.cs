using System.Buffers.Binary;
using System.IO.Compression;

namespace BatchReport;

/// <summary>A drawn face as PNG: no package is worth one picture.</summary>
internal static class Smile
{
    private const int Size = 128;

    public static byte[] Png()
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, Size);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Size);
        header[8] = 8;   // bits of a sample; all others are 0: grey, deflate, no filter, not interlaced
        return [0x89, .. "PNG\r\n\x1A\n"u8, .. Chunk("IHDR"u8, header), .. Chunk("IDAT"u8, Pixels()), .. Chunk("IEND"u8, [])];
    }

    private static byte[] Pixels()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            for (var y = 0; y < Size; y++)
                zlib.Write([0, .. Enumerable.Range(0, Size).Select(x => Shade((x - 64) / 60.0, (y - 64) / 60.0))]);
        }

        return packed.ToArray();
    }

    private static byte Shade(double x, double y)
    {
        var isEye = Math.Pow((Math.Abs(x) - 0.35) / 0.11, 2) + Math.Pow((y + 0.25) / 0.16, 2) < 1;
        var isMouth = Math.Abs(Math.Sqrt((x * x) + (y * y)) - 0.62) < 0.06 && y > 0.22;
        var isFace = (x * x) + (y * y) < 1;
        return isEye || isMouth ? (byte)40 : isFace ? (byte)225 : (byte)120;
    }

    private static byte[] Chunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        byte[] body = [.. type, .. data];
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), Checksum(body));
        return chunk;
    }

    // CRC-32, of which .NET has none without a package.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var rest = uint.MaxValue;
        foreach (var value in bytes)
        {
            rest ^= value;
            for (var bit = 0; bit < 8; bit++)
                rest = (rest >> 1) ^ ((rest & 1) * 0xEDB88320);
        }

        return ~rest;
    }
}
