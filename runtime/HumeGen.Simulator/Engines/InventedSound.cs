using System.Text;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;

namespace HumeGen.Simulator.Engines;

/// <summary>Makes noise that depends on a seed only, in place of sound that cannot be had.</summary>
internal static class InventedSound
{
    private const int SampleRate = 8_000;
    private const int Loudness = 8_000;

    public static AudioSamples Of(string seed, double seconds)
    {
        var random = new SeededRandom(Encoding.UTF8.GetBytes("sound " + seed));
        var samples = new short[(int)Math.Round(seconds * SampleRate)];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = (short)(random.Next(2 * Loudness) - Loudness);

        return new AudioSamples(samples, SampleRate);
    }
}
