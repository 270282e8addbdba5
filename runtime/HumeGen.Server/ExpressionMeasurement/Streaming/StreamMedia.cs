using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using HumeGen.Server.Audio;
using HumeGen.Server.ExpressionMeasurement.Batch;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.ExpressionMeasurement.Streaming;

/// <summary>Media of one payload: what it is, as told by its first bytes, and how large.</summary>
/// <param name="Kind">The kind of media.</param>
/// <param name="Digest">The text that its scores depend on.</param>
/// <param name="Seconds">Duration in seconds, for sound and video.</param>
/// <param name="IsSilent">Whether there is nothing to hear in it.</param>
/// <param name="Width">The width in pixels, for images.</param>
/// <param name="Height">The height in pixels, for images.</param>
/// <param name="Text">The text, for text.</param>
internal sealed record StreamMedia(MediaKind Kind, string Digest, double Seconds, bool IsSilent, int Width, int Height, string Text)
{
    private const double MaxSeconds = 5;
    private const int MaxPixels = 3000;
    private const int MaxCharacters = 10_000;
    private const double BytesPerSecond = 16_000;
    private const double QuietestSound = 300;

    /// <summary>Reads plain text, or says why it is too much.</summary>
    public static StreamMedia? OfText(string text, out SocketFault? fault)
    {
        // Hume counts what a reader would call characters, not the halves of surrogate pairs.
        var characters = text.EnumerateRunes().Count();
        fault = characters > MaxCharacters
            ? new SocketFault("E0206", $"data: The text is too long: the limit is {MaxCharacters} characters, and it has {characters}.")
            : null;
        return fault is null ? new StreamMedia(MediaKind.Text, DigestOf(Encoding.UTF8.GetBytes(text)), 0, false, 0, 0, text) : null;
    }

    /// <summary>Reads a file in base64, or says what is wrong with it.</summary>
    public static StreamMedia? OfFile(string base64, out SocketFault? fault)
    {
        byte[] file;
        try
        {
            file = Convert.FromBase64String(base64);
        }
        catch (FormatException)
        {
            fault = new SocketFault("E0201", "data: The media is not base64; set raw_text to true to send plain text.");
            return null;
        }

        fault = null;
        ReadOnlySpan<byte> bytes = file;
        if (bytes.StartsWith("RIFF"u8) && Has(bytes, 8, "WAVE"u8))
            return OfWave(file, out fault);

        if (bytes.Length > 0 && bytes[0] == 0x89 && Has(bytes, 1, "PNG"u8))
            return OfImage(file, PngSize(bytes), out fault);

        if (bytes is [0xFF, 0xD8, 0xFF, ..])
            return OfImage(file, JpegSize(bytes), out fault);

        if (Has(bytes, 4, "ftyp"u8))
        {
            var isSound = Has(bytes, 8, "M4A"u8);
            return OfLength(file, isSound ? MediaKind.Audio : MediaKind.Video, Mp4Seconds(bytes), out fault);
        }

        if (bytes is [0x1A, 0x45, 0xDF, 0xA3, ..] || (bytes.StartsWith("RIFF"u8) && Has(bytes, 8, "AVI "u8)))
            return OfLength(file, MediaKind.Video, null, out fault);

        if (bytes.StartsWith("ID3"u8) || bytes.StartsWith("OggS"u8) || bytes.StartsWith("fLaC"u8)
            || bytes is [0xFF, >= 0xE0, ..])
        {
            return OfLength(file, MediaKind.Audio, null, out fault);
        }

        if (bytes.Length > 0 && IsText(bytes))
            return OfText(Encoding.UTF8.GetString(bytes), out fault);

        fault = new SocketFault(
            "E0200", "data: The media is in none of these formats: WAV, MP3, OGG, FLAC, M4A, MP4, WebM, AVI, PNG, JPEG, UTF-8 text.");
        return null;
    }

    public static string DigestOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static StreamMedia? OfWave(byte[] file, out SocketFault? fault)
    {
        var wave = WaveFile.Read(file, out var error);
        if (wave is null || wave.Frames == 0)
        {
            fault = new SocketFault("E0202", $"data: No sound can be read from the WAV file: {error ?? "it is empty"}.");
            return null;
        }

        var samples = wave.ToMono();
        var isSilent = Math.Sqrt(samples.Average(sample => (double)sample * sample)) < QuietestSound;
        fault = TooLong("E0203", "audio", wave.Seconds);
        return fault is null ? new StreamMedia(MediaKind.Audio, DigestOf(wave.Data.Span), wave.Seconds, isSilent, 0, 0, "") : null;
    }

    private static StreamMedia? OfLength(byte[] file, MediaKind kind, double? seconds, out SocketFault? fault)
    {
        var length = seconds ?? Math.Max(0.1, file.Length / BytesPerSecond);
        fault = kind == MediaKind.Audio ? TooLong("E0203", "audio", length) : TooLong("E0204", "video", length);
        return fault is null ? new StreamMedia(kind, DigestOf(file), length, false, 0, 0, "") : null;
    }

    private static StreamMedia? OfImage(byte[] file, (int Width, int Height)? size, out SocketFault? fault)
    {
        if (size is not var (width, height))
        {
            fault = new SocketFault("E0200", "data: The image begins like one, but its size cannot be read.");
            return null;
        }

        fault = width > MaxPixels || height > MaxPixels
            ? new SocketFault("E0205", $"data: The image has {width} x {height} pixels; the limit is {MaxPixels} x {MaxPixels}.")
            : null;
        return fault is null ? new StreamMedia(MediaKind.Image, DigestOf(file), 0, false, width, height, "") : null;
    }

    private static SocketFault? TooLong(string code, string what, double seconds) => seconds <= MaxSeconds
        ? null
        : new SocketFault(code, string.Create(
            CultureInfo.InvariantCulture,
            $"data: The {what} is too long: the limit is {MaxSeconds * 1000} ms, and it lasts {Math.Round(seconds * 1000)} ms."));

    private static (int Width, int Height)? PngSize(ReadOnlySpan<byte> file) => Has(file, 12, "IHDR"u8) && file.Length >= 24
        ? (BinaryPrimitives.ReadInt32BigEndian(file[16..]), BinaryPrimitives.ReadInt32BigEndian(file[20..]))
        : null;

    /// <summary>The size stands in the frame header, behind segments of any number and length.</summary>
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

    private static double? Mp4Seconds(ReadOnlySpan<byte> file)
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

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            if (value < 0x20 && value is not ((byte)'\t' or (byte)'\n' or (byte)'\r'))
                return false;
        }

        return System.Text.Unicode.Utf8.IsValid(bytes);
    }

    private static bool Has(ReadOnlySpan<byte> bytes, int at, ReadOnlySpan<byte> mark) =>
        bytes.Length >= at && bytes[at..].StartsWith(mark);
}
