using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace HumeGen.Server.Audio;

/// <summary>A WAV file in memory: its format and where its samples are.</summary>
internal sealed record WaveFile(int SampleRate, int Channels, int BitsPerSample, bool IsPcm, ReadOnlyMemory<byte> Data)
{
    public const int HeaderSize = 44;

    private const ushort PcmTag = 1;
    private const ushort ExtensibleTag = 0xFFFE;

    /// <summary>The number of samples in each channel.</summary>
    public int Frames => Data.Length / (Channels * BitsPerSample / 8);

    public double Seconds => (double)Frames / SampleRate;

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

        (ushort Tag, ushort Channels, int Rate, ushort Bits)? format = null;
        for (var at = 12; at + 8 <= span.Length;)
        {
            var id = span.Slice(at, 4);
            var size = BinaryPrimitives.ReadUInt32LittleEndian(span[(at + 4)..]);
            var start = at + 8;
            if (id.SequenceEqual("fmt "u8) && size >= 16 && start + 16 <= span.Length)
            {
                var chunk = span[start..];
                format = (BinaryPrimitives.ReadUInt16LittleEndian(chunk), BinaryPrimitives.ReadUInt16LittleEndian(chunk[2..]),
                    BinaryPrimitives.ReadInt32LittleEndian(chunk[4..]), BinaryPrimitives.ReadUInt16LittleEndian(chunk[14..]));
            }
            else if (id.SequenceEqual("data"u8))
            {
                // Recorders that stream write a size of 0 or of all ones: the samples then reach to the end of the file.
                var available = (uint)(span.Length - start);
                return Create(format, file.Slice(start, (int)(size is 0 ? available : Math.Min(size, available))), out error);
            }

            if (size > span.Length - start)
                break;

            at = start + (int)size + (int)(size & 1);
        }

        error = "it has no chunk with samples";
        return null;
    }

    /// <summary>All channels as one, as 16-bit samples; null when the file holds anything but 16-bit PCM.</summary>
    public short[]? ToMono()
    {
        if (!IsPcm || BitsPerSample != 16)
            return null;

        var mono = new short[Frames];
        for (var frame = 0; frame < mono.Length; frame++)
        {
            var sum = 0;
            for (var channel = 0; channel < Channels; channel++)
                sum += BinaryPrimitives.ReadInt16LittleEndian(Data.Span[(((frame * Channels) + channel) * 2)..]);

            mono[frame] = (short)(sum / Channels);
        }

        return mono;
    }

    private static WaveFile? Create(
        (ushort Tag, ushort Channels, int Rate, ushort Bits)? format, ReadOnlyMemory<byte> data, out string? error)
    {
        error = format switch
        {
            null => "its samples come before their format",
            { Channels: 0 } => "it has no channels",
            { Rate: <= 0 } => "its sample rate is not above 0",
            { Bits: not (8 or 16 or 24 or 32 or 64) } => "its samples have a size that is not 8, 16, 24, 32 or 64 bits",
            _ => null,
        };
        return error is null && format is var (tag, channels, rate, bits)
            ? new WaveFile(rate, channels, bits, tag is PcmTag or ExtensibleTag, data)
            : null;
    }
}
