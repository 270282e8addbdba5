using System.Buffers.Binary;

namespace HumeGen.Server.ExpressionMeasurement;

/// <summary>Tells the format of a file by its first bytes, and reads what its header says.</summary>
internal static class MediaFormat
{
    /// <summary>The formats that are told by their first bytes, for error messages.</summary>
    public const string Names = "WAV, MP3, OGG, FLAC, M4A, MP4, WebM, AVI, PNG, JPEG, UTF-8 text";

    /// <summary>The kind and media type of a file; unknown when its first bytes do not tell.</summary>
    public static (MediaKind Kind, string ContentType) Recognize(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith("RIFF"u8))
            return Has(file, 8, "WAVE"u8) ? (MediaKind.Audio, "audio/wav") : Has(file, 8, "AVI "u8) ? (MediaKind.Video, "video/x-msvideo") : default;

        if (file is [0x89, ..] && Has(file, 1, "PNG"u8))
            return (MediaKind.Image, "image/png");

        if (file is [0xFF, 0xD8, 0xFF, ..])
            return (MediaKind.Image, "image/jpeg");

        if (Has(file, 4, "ftyp"u8))
            return Has(file, 8, "M4A"u8) ? (MediaKind.Audio, "audio/mp4") : (MediaKind.Video, "video/mp4");

        if (file is [0x1A, 0x45, 0xDF, 0xA3, ..])
            return (MediaKind.Video, "video/webm");

        if (file.StartsWith("PK\u0003\u0004"u8) || file.StartsWith("PK\u0005\u0006"u8))
            return (MediaKind.Archive, "application/zip");

        if (file.StartsWith("OggS"u8))
            return (MediaKind.Audio, "audio/ogg");

        if (file.StartsWith("fLaC"u8))
            return (MediaKind.Audio, "audio/flac");

        return file.StartsWith("ID3"u8) || file is [0xFF, >= 0xE0, ..] ? (MediaKind.Audio, "audio/mpeg") : default;
    }

    /// <summary>Whether a file is text: UTF-8 without control characters.</summary>
    public static bool IsText(ReadOnlySpan<byte> file)
    {
        foreach (var value in file)
        {
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
                return false;
        }

        return file.Length > 0 && System.Text.Unicode.Utf8.IsValid(file);
    }

    /// <summary>The width and height of a PNG or JPEG picture; null when its header does not say.</summary>
    public static (int Width, int Height)? PictureSize(ReadOnlySpan<byte> file) => Has(file, 1, "PNG"u8) ? PngSize(file) : JpegSize(file);

    /// <summary>The length of an MP4 file in seconds; null when its header does not say.</summary>
    public static double? Mp4Seconds(ReadOnlySpan<byte> file)
    {
        var at = file.IndexOf("mvhd"u8);
        if (at < 0 || at + 36 > file.Length)
            return null;

        var box = file[(at + 4)..];
        var isLong = box[0] == 1;
        var scale = BinaryPrimitives.ReadUInt32BigEndian(box[(isLong ? 20 : 12)..]);
        var length = isLong ? BinaryPrimitives.ReadUInt64BigEndian(box[24..]) : BinaryPrimitives.ReadUInt32BigEndian(box[16..]);
        return scale == 0 ? null : (double)length / scale;
    }

    private static (int Width, int Height)? PngSize(ReadOnlySpan<byte> file) => Has(file, 12, "IHDR"u8) && file.Length >= 24
        ? (BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]))
        : null;

    // The size stands in the frame header, behind segments of any number and length.
    private static (int Width, int Height)? JpegSize(ReadOnlySpan<byte> file)
    {
        for (var at = 2; at + 9 <= file.Length && file[at] == 0xFF;)
        {
            var marker = file[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return (BinaryPrimitives.ReadUInt16BigEndian(file[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(file[(at + 5)..]));

            // Fill bytes, and markers that stand alone.
            at += marker switch
            {
                0xFF => 1,
                0x01 or (>= 0xD0 and <= 0xD9) => 2,
                _ => 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]),
            };
        }

        return null;
    }

    private static bool Has(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> mark) =>
        bytes.Length >= at && bytes[at..].StartsWith(mark);
}
