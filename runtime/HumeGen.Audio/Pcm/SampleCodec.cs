using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace HumeGen.Audio;

/// <summary>Reads and writes one sample as a number from −1 to 1.</summary>
internal static class SampleCodec
{
    public static double Read(ReadOnlySpan<byte> at, SampleEncoding encoding) => encoding switch
    {
        SampleEncoding.Unsigned8 => (at[0] - 128) / 128.0,
        SampleEncoding.Signed16 => BinaryPrimitives.ReadInt16LittleEndian(at) / 32_768.0,
        SampleEncoding.Signed24 => ((at[0] | (at[1] << 8)) | ((sbyte)at[2] << 16)) / 8_388_608.0,
        SampleEncoding.Signed32 => BinaryPrimitives.ReadInt32LittleEndian(at) / 2_147_483_648.0,
        SampleEncoding.Float32 => ReadFloat(at),
        SampleEncoding.MuLaw => G711.DecodeMuLaw(at[0]) / 32_768.0,
        _ => G711.DecodeALaw(at[0]) / 32_768.0,
    };

    public static void Write(Span<byte> at, double sample, SampleEncoding encoding)
    {
        switch (encoding)
        {
            case SampleEncoding.Unsigned8:
                at[0] = (byte)(Scale(sample, 128) + 128);
                break;
            case SampleEncoding.Signed16:
                BinaryPrimitives.WriteInt16LittleEndian(at, (short)Scale(sample, 32_768));
                break;
            case SampleEncoding.Signed24:
                var value = (int)Scale(sample, 8_388_608);
                (at[0], at[1], at[2]) = ((byte)value, (byte)(value >> 8), (byte)(value >> 16));
                break;
            case SampleEncoding.Signed32:
                BinaryPrimitives.WriteInt32LittleEndian(at, (int)Scale(sample, 2_147_483_648));
                break;
            case SampleEncoding.Float32:
                var number = double.IsNaN(sample) ? 0 : (float)Math.Max(-1, Math.Min(1, sample));
                BinaryPrimitives.WriteInt32LittleEndian(at, Unsafe.As<float, int>(ref number));
                break;
            case SampleEncoding.MuLaw:
                at[0] = G711.EncodeMuLaw((short)Scale(sample, 32_768));
                break;
            default:
                at[0] = G711.EncodeALaw((short)Scale(sample, 32_768));
                break;
        }
    }

    private static double ReadFloat(ReadOnlySpan<byte> at)
    {
        var bits = BinaryPrimitives.ReadInt32LittleEndian(at);
        var number = Unsafe.As<int, float>(ref bits);
        return float.IsNaN(number) ? 0 : number;
    }

    private static long Scale(double sample, long full) =>
        double.IsNaN(sample) ? 0 : (long)Math.Max(-full, Math.Min(full - 1, Math.Round(sample * full, MidpointRounding.AwayFromZero)));
}
