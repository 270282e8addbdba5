namespace HumeGen.Audio;

/// <summary>Loudness of a piece of audio. 1, or 0 dBFS, is the largest sample that the encoding has.</summary>
/// <param name="Rms">Root mean square of the samples, 0 to 1. A sine wave of full size has 0.707, which is −3 dBFS.</param>
/// <param name="Peak">Size of the largest sample, 0 to 1.</param>
public readonly record struct AudioLevel(double Rms, double Peak)
{
    /// <summary><see cref="Rms"/> in dBFS: 0 or less; negative infinity for silence.</summary>
    public double RmsDecibels => 20 * Math.Log10(Rms);

    /// <summary><see cref="Peak"/> in dBFS: 0 or less; negative infinity for silence.</summary>
    public double PeakDecibels => 20 * Math.Log10(Peak);
}
