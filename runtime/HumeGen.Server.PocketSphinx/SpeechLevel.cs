namespace HumeGen.Server.PocketSphinx;

/// <summary>
/// Evens out loud and quiet microphones. The model expects speech as loud as that which it was trained on; speech 30 dB quieter is understood wrong every
/// fourth word without this. The gain is measured once, so that it does not move while somebody speaks.
/// </summary>
internal sealed class SpeechLevel
{
    private const int FrameSamples = Hearing.SampleRate / 50;
    private const int FramesToMeasure = 15;
    private const int MostWaiting = 2 * Hearing.SampleRate;
    private const double TargetLevel = 3_500;
    private const double QuietestSpeech = 30;
    private const double LowestGain = 0.25;
    private const double HighestGain = 64;

    // 20 dB below the loudest part are pauses.
    private const double PauseShare = 0.01;

    private readonly List<short> _waiting = [];
    private readonly List<double> _powers = [];
    private double? _gain;

    /// <summary>Takes the next samples, and gives those that wait no longer, evened out.</summary>
    public short[] Add(ReadOnlySpan<short> samples)
    {
        if (_gain is { } gain)
            return Apply(samples, gain);

        _waiting.AddRange(samples);
        while ((_powers.Count + 1) * FrameSamples <= _waiting.Count)
            _powers.Add(Power(_powers.Count * FrameSamples));

        if (Loud().Count() >= FramesToMeasure)
            return Finish();

        // Hardly a sound so far: the pause waits no longer, and the speech after it is measured alone.
        return _waiting.Count < MostWaiting ? [] : Release(Gain());
    }

    /// <summary>The samples that have waited for a level.</summary>
    public short[] Finish()
    {
        _gain ??= Gain();
        return Release(_gain.Value);
    }

    private double Gain()
    {
        var level = Math.Sqrt(Loud().DefaultIfEmpty().Average());
        return level < QuietestSpeech ? 1 : Math.Clamp(TargetLevel / level, LowestGain, HighestGain);
    }

    private short[] Release(double gain)
    {
        var all = Apply([.. _waiting], gain);
        _waiting.Clear();
        _powers.Clear();
        return all;
    }

    private IEnumerable<double> Loud()
    {
        var pause = Math.Max(QuietestSpeech * QuietestSpeech, PauseShare * _powers.DefaultIfEmpty().Max());
        return _powers.Where(power => power >= pause);
    }

    private double Power(int start)
    {
        var sum = 0.0;
        for (var i = start; i < start + FrameSamples; i++)
            sum += (double)_waiting[i] * _waiting[i];

        return sum / FrameSamples;
    }

    private static short[] Apply(ReadOnlySpan<short> samples, double gain)
    {
        var applied = new short[samples.Length];
        for (var i = 0; i < applied.Length; i++)
            applied[i] = (short)Math.Clamp(samples[i] * gain, short.MinValue, short.MaxValue);

        return applied;
    }
}
