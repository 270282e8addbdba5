namespace HumeGen.Server.Engines;

/// <summary>A stretch of sound: 16-bit samples of one channel.</summary>
/// <param name="Samples">The samples.</param>
/// <param name="SampleRate">Samples a second.</param>
public readonly record struct AudioSamples(ReadOnlyMemory<short> Samples, int SampleRate)
{
    /// <summary>The duration of the sound.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds((double)Samples.Length / SampleRate);

    /// <summary>The part between two times, as far as it lies within the sound.</summary>
    /// <param name="begin">The beginning, from the start of the sound.</param>
    /// <param name="end">The end, from the start of the sound.</param>
    public AudioSamples Slice(TimeSpan begin, TimeSpan end)
    {
        var first = (int)Math.Clamp(Math.Round(begin.TotalSeconds * SampleRate), 0, Samples.Length);
        var last = (int)Math.Clamp(Math.Round(end.TotalSeconds * SampleRate), first, Samples.Length);
        return this with { Samples = Samples[first..last] };
    }
}
