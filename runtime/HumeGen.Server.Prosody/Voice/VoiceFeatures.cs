using HumeGen.Server.Prosody.Sound;

namespace HumeGen.Server.Prosody.Voice;

/// <summary>Features of a stretch of speech.</summary>
internal sealed record VoiceFeatures
{
    private const double PitchBase = 100;
    private const double LeastVoice = 0.12;
    private const double LeastVoicedPart = 0.15;
    private const double LoudestOfSilence = -55;

    // A hum or a whistle keeps its level and its pitch; no voice does.
    private const double LevelSpreadOfTones = 1;
    private const double PitchRangeOfTones = 0.3;
    private const double ShortestPause = 0.15;

    /// <summary>The mean level while somebody speaks, in dB below full scale.</summary>
    public required double Level { get; init; }

    /// <summary>The standard deviation of the level while somebody speaks, in dB.</summary>
    public required double LevelSpread { get; init; }

    /// <summary>The median of the pitch, in semitones above 100 Hz.</summary>
    public required double Pitch { get; init; }

    /// <summary>The pitches from the tenth part from below to the tenth from above, in semitones.</summary>
    public required double PitchRange { get; init; }

    /// <summary>The rise of the pitch over the last second with a voice, in semitones a second.</summary>
    public required double PitchSlope { get; init; }

    /// <summary>The syllables in a second of speech, without pauses.</summary>
    public required double Rate { get; init; }

    /// <summary>The part of the time from the first sound to the last that is pauses, from 0 to 1.</summary>
    public required double Pauses { get; init; }

    /// <summary>The energy above 1,000 Hz against that below, while there is voice, in dB.</summary>
    public required double Tilt { get; init; }

    /// <summary>The harmonic energy against that of noise, while there is voice, in dB.</summary>
    public required double Harmonicity { get; init; }

    /// <summary>The irregularity of the lengths of periods, in percent.</summary>
    public required double Jitter { get; init; }

    /// <summary>The irregularity of the heights of periods, in dB.</summary>
    public required double Shimmer { get; init; }

    /// <summary>The features of a sound; null when nobody speaks in it.</summary>
    public static VoiceFeatures? Of(SoundAnalysis sound)
    {
        var frames = sound.Frames;
        if (frames.Count == 0)
            return null;

        var threshold = SpeechThreshold(frames, out var peak);
        var active = frames.Where(frame => frame.Level > threshold).ToArray();
        var voiced = Voiced(active);
        if (peak < LoudestOfSilence || voiced.Length < LeastVoice * Frame.Rate || voiced.Length < LeastVoicedPart * active.Length)
            return null;

        var (span, pauses) = Pausing(frames, threshold);
        var pitches = voiced.Select(frame => Semitones(frame.Pitch)).ToArray();
        var features = new VoiceFeatures
        {
            Level = 10 * Math.Log10(active.Average(frame => Math.Pow(10, frame.Level / 10))),
            LevelSpread = Deviation(active),
            Pitch = Quantile(pitches, 0.5),
            PitchRange = Quantile(pitches, 0.9) - Quantile(pitches, 0.1),
            PitchSlope = Slope(frames, voiced, threshold),
            Rate = Syllables.Count(frames, threshold) * Frame.Rate / (double)(span - pauses),
            Pauses = pauses / (double)span,
            Tilt = voiced.Average(frame => frame.Tilt),
            Harmonicity = voiced.Average(frame => 10 * Math.Log10(Periodic(frame) / (1 - Periodic(frame)))),
            Jitter = sound.Periods.Jitter,
            Shimmer = sound.Periods.Shimmer,
        };
        return features is { LevelSpread: < LevelSpreadOfTones, PitchRange: < PitchRangeOfTones } ? null : features;
    }

    /// <summary>The level above which somebody speaks: 25 dB below the loudest, and above steady noise.</summary>
    private static double SpeechThreshold(IReadOnlyList<Frame> frames, out double peak)
    {
        var levels = frames.Select(frame => (double)frame.Level).Order().ToArray();
        peak = Quantile(levels, 0.95);
        return Math.Max(peak - 25, Math.Min(Quantile(levels, 0.05) + 6, peak - 15));
    }

    private static double Deviation(Frame[] frames)
    {
        var mean = frames.Average(frame => frame.Level);
        return Math.Sqrt(frames.Average(frame => Math.Pow(frame.Level - mean, 2)));
    }

    /// <summary>The frames with a voice. What is farther than an octave from the median is taken for an error.</summary>
    private static Frame[] Voiced(Frame[] active)
    {
        var voiced = active.Where(frame => frame.IsVoiced).OrderBy(frame => frame.Pitch).ToArray();
        return voiced.Length == 0 ? [] : [.. voiced.Where(frame => Math.Abs(Math.Log2(frame.Pitch / voiced[voiced.Length / 2].Pitch)) <= 1)];
    }

    private static double Slope(IReadOnlyList<Frame> frames, Frame[] voiced, double threshold)
    {
        var (lowest, highest) = (voiced[0].Pitch, voiced[^1].Pitch);
        var points = new List<(double Time, double Pitch)>();
        for (var i = frames.Count - 1; i >= 0 && (points.Count == 0 || points[0].Time - (i / (double)Frame.Rate) <= 1); i--)
        {
            if (frames[i].Pitch >= lowest && frames[i].Pitch <= highest && frames[i].Level > threshold)
                points.Add((i / (double)Frame.Rate, Semitones(frames[i].Pitch)));
        }

        var (time, pitch) = (points.Average(point => point.Time), points.Average(point => point.Pitch));
        var spread = points.Sum(point => Math.Pow(point.Time - time, 2));
        return spread == 0 ? 0 : points.Sum(point => (point.Time - time) * (point.Pitch - pitch)) / spread;
    }

    /// <summary>The frames from the first sound to the last, and those of pauses among them.</summary>
    private static (int Span, int Pauses) Pausing(IReadOnlyList<Frame> frames, double threshold)
    {
        var (first, last, silent, run) = (-1, -1, 0, 0);
        for (var i = 0; i < frames.Count; i++)
        {
            if (frames[i].Level <= threshold)
            {
                run++;
                continue;
            }

            if (first >= 0 && run >= ShortestPause * Frame.Rate)
                silent += run;

            (first, last, run) = (first < 0 ? i : first, i, 0);
        }

        return (last - first + 1, silent);
    }

    private static double Periodic(Frame frame) => Math.Clamp(frame.Periodicity, 0.01, 0.9999);

    private static double Semitones(double pitch) => 12 * Math.Log2(pitch / PitchBase);

    private static double Quantile(double[] ordered, double part) => ordered[(int)(part * (ordered.Length - 1))];
}
