using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace HumeGen.Server.Audio;

/// <summary>The header of a WAV file that comes in pieces, with samples that may go on for ever.</summary>
internal sealed class WaveStream
{
    private const int MaxHeaderBytes = 64 << 10;
    private const int LowestRate = 1000;

    private readonly List<byte> _header = [];

    public void Reset() => _header.Clear();

    /// <summary>Whether these bytes are the start of a WAV file; null when there are too few to tell.</summary>
    public static bool? Begins(ReadOnlySpan<byte> piece) =>
        !Agrees(piece, 0, "RIFF"u8) || !Agrees(piece, 8, "WAVE"u8) ? false : piece.Length >= 12 ? true : null;

    /// <summary>
    /// Reads on in the header, and cuts off the piece what belongs to it. Says why when this is no file that can be heard.
    /// </summary>
    /// <param name="piece">The next bytes; afterwards those that follow the header.</param>
    /// <param name="format">The form of the samples; null while the header is not complete.</param>
    public string? ReadHeader(ref ReadOnlyMemory<byte> piece, out PcmFormat? format)
    {
        format = null;
        var before = _header.Count;
        _header.AddRange(piece.Span[..Math.Min(piece.Length, MaxHeaderBytes)]);
        var header = CollectionsMarshal.AsSpan(_header);
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

            if (header[at..].StartsWith("fmt "u8) && (format = PcmFormat.OfWave(header[start..end], out var error)) is null)
                return $"The WAV file cannot be heard: {error}.";

            if (format is { SampleRate: < LowestRate })
                return $"The WAV file cannot be heard: its sample rate is below {LowestRate} Hz.";

            at = end;
        }

        // Read again from the start once more has come.
        format = null;
        piece = default;
        return header.Length > MaxHeaderBytes ? "The WAV file has a header that is too long." : null;
    }

    private static bool Agrees(ReadOnlySpan<byte> header, int at, ReadOnlySpan<byte> expected)
    {
        var there = header.Length <= at ? [] : header[at..];
        var length = Math.Min(there.Length, expected.Length);
        return there[..length].SequenceEqual(expected[..length]);
    }
}
