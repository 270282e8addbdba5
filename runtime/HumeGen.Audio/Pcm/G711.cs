namespace HumeGen.Audio;

/// <summary>The two logarithmic codes of ITU-T G.711, between samples of 8 and 16 bits.</summary>
internal static class G711
{
    private const int Bias = 0x84;
    private const int Clip = 32_635;

    public static short DecodeMuLaw(byte code)
    {
        var bits = ~code;
        var magnitude = ((((bits & 0x0F) << 3) + Bias) << ((bits & 0x70) >> 4)) - Bias;
        return (short)((bits & 0x80) != 0 ? -magnitude : magnitude);
    }

    public static byte EncodeMuLaw(short sample)
    {
        var sign = sample < 0 ? 0x80 : 0;
        var magnitude = Math.Min(Math.Abs((int)sample), Clip) + Bias;
        var segment = 7;
        for (var top = 0x4000; segment > 0 && (magnitude & top) == 0; top >>= 1)
            segment--;
        return (byte)~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0F));
    }

    public static short DecodeALaw(byte code)
    {
        var bits = code ^ 0x55;
        var segment = (bits & 0x70) >> 4;
        var magnitude = ((bits & 0x0F) << 4) + (segment == 0 ? 8 : 0x108);
        if (segment > 1)
            magnitude <<= segment - 1;
        return (short)((bits & 0x80) != 0 ? magnitude : -magnitude);
    }

    public static byte EncodeALaw(short sample)
    {
        // 13 bits; below zero, -1 is the first step.
        var (magnitude, mask) = sample >= 0 ? (sample >> 3, 0xD5) : (-(sample >> 3) - 1, 0x55);
        var segment = 0;
        while (magnitude >> (segment + 5) != 0)
            segment++;
        return (byte)(((segment << 4) | ((magnitude >> Math.Max(1, segment)) & 0x0F)) ^ mask);
    }
}
