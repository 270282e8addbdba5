namespace HumeGen.Server.Prosody.Sound;

/// <summary>A hundredth of a second of sound.</summary>
/// <param name="Level">The level in dB below full scale; <see cref="Silence"/> at least.</param>
/// <param name="Pitch">The pitch in Hz; 0 where there is none.</param>
/// <param name="Periodicity">The part of the energy that repeats with the pitch, from 0 to 1.</param>
/// <param name="Sonority">The level from 300 to 2,500 Hz, where vowels are, in dB of an arbitrary base.</param>
/// <param name="Tilt">The energy from 1,000 to 4,000 Hz against that below 1,000 Hz, in dB.</param>
/// <param name="Bands">The spectrum up to 4,000 Hz.</param>
internal readonly record struct Frame(float Level, float Pitch, float Periodicity, float Sonority, float Tilt, Bands Bands)
{
    /// <summary>Frames in a second.</summary>
    public const int Rate = 100;

    /// <summary>The lowest level.</summary>
    public const float Silence = -90;

    public bool IsVoiced => Pitch > 0;
}
