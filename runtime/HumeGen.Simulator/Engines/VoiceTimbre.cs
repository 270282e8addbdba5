using HumeGen.Server.Audio;

namespace HumeGen.Simulator.Engines;

/// <summary>
/// The sound of a voice: its pitch in Hz, the size of its throat as a factor on all formants, and its
/// breathiness from 0 to 1.
/// </summary>
internal readonly record struct VoiceTimbre(double Pitch, double FormantScale, double Breath)
{
    /// <summary>The timbre that belongs to a voice id or to a description, the same whenever it is asked for.</summary>
    public static VoiceTimbre From(string seed)
    {
        var random = new SeededRandom("timbre " + seed);
        return new VoiceTimbre(90 + (150 * random.NextDouble()), 0.9 + (0.3 * random.NextDouble()), 0.05 + (0.2 * random.NextDouble()));
    }
}
