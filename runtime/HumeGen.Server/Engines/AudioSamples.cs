namespace HumeGen.Server.Engines;

/// <summary>A stretch of sound: 16-bit samples of one channel.</summary>
/// <param name="Samples">The samples.</param>
/// <param name="SampleRate">Samples a second.</param>
public readonly record struct AudioSamples(ReadOnlyMemory<short> Samples, int SampleRate)
{
    /// <summary>The duration of the sound.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Samples.Length / SampleRate);
}
