using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace HumeGen.Server.Audio;

/// <summary>A WAV file in memory: its format and where its samples are.</summary>
internal sealed record WaveFile(PcmFormat Format, ReadOnlyMemory<byte> Data)
{
    public const int HeaderSize = 44;

    private const ushort PcmTag = 1;

    /// <summary>The number of samples in each channel.</summary>
    public int Frames => Data.Length / Format.FrameBytes;

    public double Seconds => (double)Frames / Format.SampleRate;

    /// <summary>The header of a 16-bit mono file with this many bytes of samples.</summary>
    public static byte[] Header(int sampleRate, long dataBytes)
    {
        const int blockAlign = 2;
        var header = new byte[HeaderSize];
        var size = (uint)Math.Min(dataBytes, uint.MaxValue - HeaderSize);
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(4), size + HeaderSize - 8);
        "WAVEfmt "u8.CopyTo(header.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), 16);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(20), PcmTag);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(22), 1);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(24), sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(28), sampleRate * blockAlign);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(32), blockAlign);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(34), 16);
        "data"u8.CopyTo(header.AsSpan(36));
        BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(40), size);
        return header;
    }

    /// <summary>The samples as the little-endian bytes that WAV and PCM hold.</summary>
    public static byte[] ToBytes(ReadOnlySpan<short> samples)
    {
        var bytes = new byte[samples.Length * 2];
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(samples).CopyTo(bytes);
            return bytes;
        }

        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(i * 2), samples[i]);

        return bytes;
    }

    /// <summary>Reads a file; null with a reason when it is no WAV file that makes sense.</summary>
    public static WaveFile? Read(ReadOnlyMemory<byte> file, out string? error)
    {
        var span = file.Span;
        if (span.Length < 12 || !span[..4].SequenceEqual("RIFF"u8) || !span[8..12].SequenceEqual("WAVE"u8))
        {
            error = "it does not begin with a RIFF/WAVE header";
            return null;
        }

        PcmFormat? format = null;
        for (var at = 12; at + 8 <= span.Length;)
        {
            var id = span.Slice(at, 4);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(span[(at + 4)..]);
            var start = at + 8;
            if (id.SequenceEqual("fmt "u8))
            {
                format = PcmFormat.OfWave(span[start..(int)Math.Min(start + (long)size, span.Length)], out error);
                if (format is null)
                    return null;
            }
            else if (id.SequenceEqual("data"u8))
            {
                // Recorders that stream write a size of 0 or of all ones: the samples then reach to the end of the file.
                var available = (uint)(span.Length - start);
                error = format is null ? "its samples come before their format" : null;
                return format is null ? null : new WaveFile(format, file.Slice(start, (int)(size is 0 ? available : Math.Min(size, available))));
            }

            if (size > span.Length - start)
                break;

            at = start + (int)size + (int)(size & 1);
        }

        error = "it has no chunk with samples";
        return null;
    }

    /// <summary>All channels as one, as 16-bit samples.</summary>
    public short[] ToMono()
    {
        var mono = new short[Frames];
        Format.Mix(Data.Span, mono);
        return mono;
    }
}
