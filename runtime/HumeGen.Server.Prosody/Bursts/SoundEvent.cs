using HumeGen.Server.Prosody.Sound;

namespace HumeGen.Server.Prosody.Bursts;

/// <summary>A stretch of sound that stands out of what is around it, with the features that tell a burst from speech and noise.</summary>
internal sealed class SoundEvent
{
    private const double PulseGap = 4;
    private const double LoudPart = 12;

    private readonly int _begin;
    private readonly int _end;

    /// <param name="frames">All frames.</param>
    /// <param name="begin">The first frame.</param>
    /// <param name="end">The frame after the last.</param>
    public SoundEvent(IReadOnlyList<Frame> frames, int begin, int end)
    {
        (_begin, _end) = (begin, end);
        var part = new Frame[end - begin];
        for (var i = 0; i < part.Length; i++)
            part[i] = frames[begin + i];

        var levels = Smooth(part);
        var peak = Array.IndexOf(levels, levels.Max());
        Level = levels[peak];
        PeakAt = peak / (double)part.Length;
        Rise = (peak - Array.FindLastIndex(levels, peak, level => level < Level - 10) - 1) / (double)Frame.Rate;
        Climb = Level - levels[part.Length / 4];
        Fall = Level - levels[part.Length * 3 / 4];
        var loud = part.Where(frame => frame.Level > Level - LoudPart).ToArray();
        var voiced = loud.Where(frame => frame.IsVoiced).ToArray();
        VoicedPart = voiced.Length / (double)Math.Max(1, loud.Length);
        var pitches = voiced.Select(frame => (double)frame.Pitch).Order().ToArray();
        Pitch = pitches.Length == 0 ? 0 : pitches[pitches.Length / 2];
        PitchRange = pitches.Length == 0 ? 0 : 12 * Math.Log2(pitches[pitches.Length * 9 / 10] / pitches[pitches.Length / 10]);
        Tilt = voiced.Length == 0 ? 0 : voiced.Average(frame => frame.Tilt);
        Change = loud.Length == 0 ? 0 : Spread(loud);
        Measure(part, FindPulses(levels), levels);
    }

    public TimeSpan Begin => TimeSpan.FromSeconds(_begin / (double)Frame.Rate);

    public TimeSpan End => TimeSpan.FromSeconds(_end / (double)Frame.Rate);

    public double Seconds => (_end - _begin) / (double)Frame.Rate;

    /// <summary>The highest level in dB below full scale.</summary>
    public double Level { get; }

    /// <summary>The place of the highest level, from 0 at the beginning to 1 at the end.</summary>
    public double PeakAt { get; }

    /// <summary>The seconds in which the level rises by the last 10 dB before its height.</summary>
    public double Rise { get; }

    /// <summary>The dB between the first quarter and the height.</summary>
    public double Climb { get; }

    /// <summary>The dB between the height and the last quarter.</summary>
    public double Fall { get; }

    /// <summary>The part with a voice among what is at most 12 dB below the height, from 0 to 1.</summary>
    public double VoicedPart { get; }

    /// <summary>The median pitch in Hz; 0 without a voice.</summary>
    public double Pitch { get; }

    /// <summary>The pitches from the tenth part from below to the tenth from above, in semitones: next to nothing in a tone that no voice makes.</summary>
    public double PitchRange { get; }

    /// <summary>The energy above 1,000 Hz against that below, while there is voice, in dB.</summary>
    public double Tilt { get; }

    /// <summary>The mean difference of the spectrum from its mean, in dB.</summary>
    public double Change { get; }

    /// <summary>The number of peaks of the level.</summary>
    public int Pulses { get; private set; }

    /// <summary>The pulses in a second.</summary>
    public double PulseRate { get; private set; }

    /// <summary>The standard deviation of the time between pulses, as a part of its mean.</summary>
    public double PulseIrregularity { get; private set; }

    /// <summary>The mean dB between the pulses and the dips between them.</summary>
    public double PulseDip { get; private set; }

    /// <summary>The mean difference of the spectra of pulses from their mean, in dB: small when one vowel comes again and again.</summary>
    public double PulseDifference { get; private set; }

    private static double[] Smooth(Frame[] frames) =>
        [.. frames.Select((_, i) => frames[Math.Max(0, i - 1)..Math.Min(frames.Length, i + 2)].Average(frame => (double)frame.Level))];

    private static List<int> FindPulses(double[] levels)
    {
        var (pulses, top, bottom, isRising) = (new List<int>(), 0, levels[0], true);
        for (var i = 0; i < levels.Length; i++)
        {
            if (isRising)
            {
                top = levels[i] > levels[top] ? i : top;
                if (levels[i] > levels[top] - PulseGap)
                    continue;

                pulses.Add(top);
                (isRising, bottom) = (false, levels[i]);
            }
            else
            {
                bottom = Math.Min(bottom, levels[i]);
                if (levels[i] >= bottom + PulseGap)
                    (isRising, top) = (true, i);
            }
        }

        if (isRising)
            pulses.Add(top);

        return pulses;
    }

    private static double Spread(Frame[] frames)
    {
        var mean = default(Bands);
        foreach (var frame in frames)
        {
            for (var i = 0; i < Bands.Count; i++)
                mean[i] += frame.Bands[i] / frames.Length;
        }

        return frames.Average(frame => Bands.Distance(frame.Bands, mean));
    }

    private void Measure(Frame[] part, List<int> pulses, double[] levels)
    {
        Pulses = pulses.Count;
        if (pulses.Count < 2)
            return;

        var gaps = pulses.Zip(pulses.Skip(1), (first, second) => (double)(second - first)).ToArray();
        var mean = gaps.Average();
        PulseRate = Frame.Rate / mean;
        PulseIrregularity = Math.Sqrt(gaps.Average(gap => Math.Pow(gap - mean, 2))) / mean;
        PulseDip = pulses.Zip(pulses.Skip(1), (first, second) => Math.Min(levels[first], levels[second]) - levels[first..second].Min()).Average();
        PulseDifference = Spread([.. pulses.Select(pulse => part[pulse])]);
    }
}
