using System.Globalization;
using System.Runtime.InteropServices;
using HumeGen.Server.Engines;
using HumeGen.SystemTests.Support;

namespace HumeGen.SystemTests.Measuring;

/// <summary>Has programs speak with given settings.</summary>
internal static class SpokenFile
{
    public static async Task<AudioSamples> FliteAsync(string voice, string text, double stretch = 1, double pitch = 0)
    {
        var file = Path.GetTempFileName();
        try
        {
            string[] higher = pitch == 0 ? [] : ["--setf", $"int_f0_target_mean={Number(pitch)}"];
            await Installed.RunAsync("flite", default, ["-voice", voice, "--setf", $"duration_stretch={Number(stretch)}", .. higher, "-t", text, "-o", file]);
            return Read(await File.ReadAllBytesAsync(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static async Task<AudioSamples> EspeakAsync(string text, int rate = 175, int pitch = 50) =>
        Read(await Installed.RunAsync("espeak-ng", default, "--stdout", "-s", Number(rate), "-p", Number(pitch), text));

    /// <summary>The sound some dB louder.</summary>
    public static AudioSamples Amplify(AudioSamples sound, double decibels)
    {
        var factor = Math.Pow(10, decibels / 20);
        return sound with { Samples = sound.Samples.ToArray().Select(sample => (short)Math.Clamp(sample * factor, short.MinValue, short.MaxValue)).ToArray() };
    }

    // Both programs write the samples right behind a header of 44 bytes.
    private static AudioSamples Read(byte[] file) => new(MemoryMarshal.Cast<byte, short>(file.AsSpan(44)).ToArray(), BitConverter.ToInt32(file, 24));

    private static string Number(double number) => number.ToString(CultureInfo.InvariantCulture);
}
