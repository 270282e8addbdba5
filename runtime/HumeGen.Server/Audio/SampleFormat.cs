using System.Buffers.Binary;

namespace HumeGen.Server.Audio;

/// <summary>The forms of uncompressed samples, all little-endian.</summary>
internal enum SampleFormat
{
    /// <summary>16 bits with a sign.</summary>
    Int16,

    /// <summary>8 bits without a sign.</summary>
    UInt8,

    /// <summary>24 bits with a sign.</summary>
    Int24,

    /// <summary>32 bits with a sign.</summary>
    Int32,

    /// <summary>32 bits, floating-point, from -1 to 1.</summary>
    Float32,

    /// <summary>64 bits, floating-point, from -1 to 1.</summary>
    Float64,

    /// <summary>8 bits, logarithmic, as telephones in North America and Japan have it (ITU-T G.711).</summary>
    MuLaw,

    /// <summary>8 bits, logarithmic, as telephones elsewhere have it (ITU-T G.711).</summary>
    ALaw,
}

/// <summary>Reads samples of every form as 16-bit ones.</summary>
internal static class SampleFormats
{
    public static int Bytes(this SampleFormat format) => format switch
    {
        SampleFormat.UInt8 or SampleFormat.MuLaw or SampleFormat.ALaw => 1,
        SampleFormat.Int16 => 2,
        SampleFormat.Int24 => 3,
        SampleFormat.Float64 => 8,
        _ => 4,
    };

    /// <summary>The form that a WAV file names by its tag and its bits a sample; null when there is no such form.</summary>
    public static SampleFormat? OfWave(int tag, int bits) => (tag, bits) switch
    {
        (1, 8) => SampleFormat.UInt8,
        (1, 16) => SampleFormat.Int16,
        (1, 24) => SampleFormat.Int24,
        (1, 32) => SampleFormat.Int32,
        (3, 32) => SampleFormat.Float32,
        (3, 64) => SampleFormat.Float64,
        (6, 8) => SampleFormat.ALaw,
        (7, 8) => SampleFormat.MuLaw,
        _ => null,
    };

    /// <summary>Reads the first of the samples.</summary>
    public static short Read(this SampleFormat format, ReadOnlySpan<byte> samples) => format switch
    {
        SampleFormat.Int16 => BinaryPrimitives.ReadInt16LittleEndian(samples),
        SampleFormat.UInt8 => (short)((samples[0] - 128) << 8),
        SampleFormat.Int24 => BinaryPrimitives.ReadInt16LittleEndian(samples[1..]),
        SampleFormat.Int32 => BinaryPrimitives.ReadInt16LittleEndian(samples[2..]),
        SampleFormat.Float32 => OfReal(BinaryPrimitives.ReadSingleLittleEndian(samples)),
        SampleFormat.Float64 => OfReal(BinaryPrimitives.ReadDoubleLittleEndian(samples)),
        SampleFormat.MuLaw => OfMuLaw(samples[0]),
        _ => OfALaw(samples[0]),
    };

    // What is no number is silence.
    private static short OfReal(double sample) => double.IsNaN(sample) ? (short)0 : (short)Math.Clamp(Math.Round(sample * 32_768), short.MinValue, short.MaxValue);

    private static short OfMuLaw(byte code)
    {
        const int bias = 0x84;
        var inverted = ~code;
        var magnitude = ((((inverted & 0x0F) << 3) + bias) << ((inverted >> 4) & 7)) - bias;
        return (short)((inverted & 0x80) != 0 ? -magnitude : magnitude);
    }

    private static short OfALaw(byte code)
    {
        var toggled = code ^ 0x55;
        var exponent = (toggled >> 4) & 7;
        var mantissa = ((toggled & 0x0F) << 4) + 8;
        var magnitude = exponent == 0 ? mantissa : (mantissa + 0x100) << (exponent - 1);
        return (short)((toggled & 0x80) != 0 ? magnitude : -magnitude);
    }
}
