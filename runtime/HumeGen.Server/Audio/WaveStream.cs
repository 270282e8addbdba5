using System.Buffers.Binary;

namespace HumeGen.Server.Audio;

/// <summary>The header of a WAV file that comes in pieces, with samples that may go on for ever.</summary>
internal sealed class WaveStream
{
    private const int MaxHeaderBytes = 64 << 10;

    private readonly List<byte> _header = [];

    /// <summary>Whether a header has begun and not yet ended.</summary>
    public bool IsReadingHeader => _header.Count > 0;

    public void Reset() => _header.Clear();

    /// <summary>Whether these bytes look like the start of a WAV file.</summary>
    public static bool Begins(ReadOnlySpan<byte> piece) =>
        piece.Length >= 12 && piece.StartsWith("RIFF"u8) && piece[8..].StartsWith("WAVE"u8);

    /// <summary>
    /// Reads on in the header, and cuts off the piece what belongs to it. Says why when this is no file that can be heard.
    /// </summary>
    /// <param name="piece">The next bytes; afterwards those that follow the header.</param>
    /// <param name="format">The form of the samples; null while the header is not complete.</param>
    public string? ReadHeader(ref ReadOnlyMemory<byte> piece, out PcmFormat? format)
    {
        const string expected = "The server hears 16-bit PCM: in a WAV file, or raw once session settings say so.";
        format = null;
        var before = _header.Count;
        _header.AddRange(piece.Span[..Math.Min(piece.Length, MaxHeaderBytes)]);
        var header = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_header);
        if (!Agrees(header, 0, "RIFF"u8) || !Agrees(header, 8, "WAVE"u8))
            return $"The audio does not begin with a RIFF/WAVE header. {expected}";

        for (var at = 12; at + 8 <= header.Length;)
        {
            var size = BinaryPrimitives.ReadUInt32LittleEndian(header[(at + 4)..]);
            var start = at + 8;
            if (header[at..].StartsWith("data"u8))
            {
                piece = piece[Math.Max(0, start - before)..];
                Reset();
                return format is null ? "The samples of the WAV file come before their format." : null;
            }

            if (size > MaxHeaderBytes)
                return "The WAV file has a header that is too long.";

            var end = start + (int)size + (int)(size & 1);
            if (end > header.Length)
                break;

            if (header[at..].StartsWith("fmt "u8) && !TryReadFormat(header[start..end], out format))
                return $"The WAV file does not hold 16-bit PCM. {expected}";

            at = end;
        }

        // Read again from the start once more has come.
        format = null;
        piece = default;
        return header.Length > MaxHeaderBytes ? "The WAV file has a header that is too long." : null;
    }

    private static bool TryReadFormat(ReadOnlySpan<byte> chunk, out PcmFormat? format)
    {
        format = null;
        if (chunk.Length < 16)
            return false;

        var tag = BinaryPrimitives.ReadUInt16LittleEndian(chunk);
        var channels = BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]);
        var rate = BinaryPrimitives.ReadInt32LittleEndian(chunk[4..]);
        var bits = BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]);
        if (tag is not (1 or 0xFFFE) || bits != 16 || channels is 0 or > 8 || rate is < 1000 or > 384_000)
            return false;

        format = new PcmFormat(rate, channels);
        return true;
    }

    private static bool Agrees(ReadOnlySpan<byte> header, int at, ReadOnlySpan<byte> expected)
    {
        var there = header.Length <= at ? [] : header[at..];
        var length = Math.Min(there.Length, expected.Length);
        return there[..length].SequenceEqual(expected[..length]);
    }
}
