using System.Runtime.InteropServices;
using System.Security.Cryptography;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;

namespace HumeGen.Simulator.Engines;

/// <summary>Scores that depend on a seed only. Most are low and a few are high, as with real faces and voices.</summary>
internal static class DeterministicScores
{
    private const double QuietestSound = 300;

    public static IReadOnlyList<ExpressionScore> Of(IReadOnlyList<string> names, string seed)
    {
        var random = new SeededRandom("scores " + seed);
        return [.. names.Select(name => new ExpressionScore(name, Math.Round(Math.Pow(random.NextDouble(), 4) * 0.95, 12)))];
    }

    /// <summary>A seed for some content.</summary>
    public static string Digest(ReadOnlySpan<byte> content) => Convert.ToHexString(SHA256.HashData(content));

    /// <summary>A seed for a sound.</summary>
    public static string Digest(AudioSamples sound) => Digest(MemoryMarshal.AsBytes(sound.Samples.Span));

    /// <summary>Whether there is nothing to hear in a sound.</summary>
    public static bool IsSilent(AudioSamples sound)
    {
        var energy = 0.0;
        foreach (var sample in sound.Samples.Span)
            energy += (double)sample * sample;

        return sound.Samples.Length == 0 || Math.Sqrt(energy / sound.Samples.Length) < QuietestSound;
    }
}
