namespace HumeGen.Server.PocketSphinx;

/// <summary>
/// Evens out loud and quiet microphones. The model expects speech as loud as that which it was trained on; speech 30 dB quieter is understood wrong every
/// fourth word without this. The gain is measured once, so that it does not move while somebody speaks.
/// </summary>
internal sealed class SpeechLevel
{
    private const int FrameSamples = Hearing.SampleRate / 50;
    private const int FramesToMeasure = 15;
    private const double TargetLevel = 3_500;
    private const double QuietestSpeech = 30;
    private const double LowestGain = 0.25;
    private const double HighestGain = 64;

    // 20 dB below the loudest part are pauses.
    private const double PauseShare = 0.01;

    private readonly List<short> _waiting = [];
    private readonly List<double> _powers = [];
    private double? _gain;

    /// <summary>Takes the next samples, and gives those whose level is known, evened out.</summary>
    public short[] Add(ReadOnlySpan<short> samples)
    {
        if (_gain is not null)
            return Apply(samples);

        _waiting.AddRange(samples);
        while ((_powers.Count + 1) * FrameSamples <= _waiting.Count)
            _powers.Add(Power(_powers.Count * FrameSamples));

        return Loud().Count() >= FramesToMeasure ? Finish() : [];
    }

    /// <summary>The samples that have waited for a level.</summary>
    public short[] Finish()
    {
        if (_gain is null)
        {
            var level = Math.Sqrt(Loud().DefaultIfEmpty().Average());
            _gain = level < QuietestSpeech ? 1 : Math.Clamp(TargetLevel / level, LowestGain, HighestGain);
        }

        var all = Apply([.. _waiting]);
        _waiting.Clear();
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

    private short[] Apply(ReadOnlySpan<short> samples)
    {
        var applied = new short[samples.Length];
        for (var i = 0; i < applied.Length; i++)
            applied[i] = (short)Math.Clamp(samples[i] * _gain!.Value, short.MinValue, short.MaxValue);

        return applied;
    }
}
