using System.Buffers.Binary;

namespace HumeGen.Simulator.Tests;

/// <summary>A WAV file taken apart by its own reader, so that the simulator's writer cannot hide its mistakes.</summary>
internal sealed record Wav(int SampleRate, int Channels, int Bits, short[] Samples)
{
    public double Seconds => (double)Samples.Length / Channels / SampleRate;

    public static Wav Parse(byte[] file)
    {
        Assert.Equal("RIFF"u8, file.AsSpan(0, 4));
        Assert.Equal("WAVEfmt "u8, file.AsSpan(8, 8));
        Assert.Equal(file.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        Assert.Equal(16, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(16)));
        Assert.Equal(1, BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(20)));
        int channels = BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(22));
        var rate = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(24));
        int bits = BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(34));
        Assert.Equal(rate * channels * bits / 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(28)));
        Assert.Equal(channels * bits / 8, BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(32)));
        Assert.Equal("data"u8, file.AsSpan(36, 4));
        Assert.Equal(file.Length - 44, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(40)));
        return new Wav(rate, channels, bits, Pcm(file.AsSpan(44)));
    }

    public static short[] Pcm(ReadOnlySpan<byte> bytes)
    {
        Assert.Equal(0, bytes.Length % 2);
        var samples = new short[bytes.Length / 2];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = BinaryPrimitives.ReadInt16LittleEndian(bytes[(i * 2)..]);

        return samples;
    }

    /// <summary>A file with a 220 Hz tone in all channels.</summary>
    public static byte[] Tone(double seconds, int sampleRate = 16_000, int channels = 1)
    {
        var frames = (int)(seconds * sampleRate);
        var file = new byte[44 + (frames * channels * 2)];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(22), (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), sampleRate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), sampleRate * channels * 2);
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(32), (short)(channels * 2));
        BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(34), 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), file.Length - 44);
        for (var i = 0; i < frames * channels; i++)
            BinaryPrimitives.WriteInt16LittleEndian(file.AsSpan(44 + (i * 2)), (short)(8000 * Math.Sin(2 * Math.PI * 220 * (i / channels) / sampleRate)));

        return file;
    }
}
