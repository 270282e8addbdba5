namespace HumeGen.SystemTests.Support;

/// <summary>Sentences that flite speaks, as the program that anybody has.</summary>
internal static class Voice
{
    /// <summary>Samples a second of the voice rms.</summary>
    public const int Rate = 16_000;

    private const int HeaderBytes = 44;

    /// <summary>Speaks a sentence: 16-bit samples of one channel.</summary>
    public static async Task<byte[]> SpeakAsync(string sentence)
    {
        var file = Path.GetTempFileName();
        try
        {
            await Installed.RunAsync("flite", default, "-voice", "rms", "-t", sentence, "-o", file);
            var wave = await File.ReadAllBytesAsync(file);
            Assert.Equal(Rate, BitConverter.ToInt32(wave, 24));
            return wave[HeaderBytes..];
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>A WAV file with these samples.</summary>
    public static byte[] ToWave(byte[] samples) =>
    [
        .. "RIFF"u8, .. BitConverter.GetBytes(samples.Length + 36), .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, .. BitConverter.GetBytes(Rate),
        .. BitConverter.GetBytes(Rate * 2), 2, 0, 16, 0, .. "data"u8, .. BitConverter.GetBytes(samples.Length), .. samples,
    ];

    /// <summary>The same sound, louder or quieter.</summary>
    public static byte[] Amplify(byte[] samples, double factor)
    {
        var result = new byte[samples.Length];
        for (var i = 0; i < samples.Length; i += sizeof(short))
            BitConverter.TryWriteBytes(result.AsSpan(i), (short)Math.Round(BitConverter.ToInt16(samples, i) * factor));

        return result;
    }
}
