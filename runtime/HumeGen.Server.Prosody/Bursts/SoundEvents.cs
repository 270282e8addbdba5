using HumeGen.Server.Prosody.Sound;

namespace HumeGen.Server.Prosody.Bursts;

/// <summary>Finds the stretches of a sound that stand out of what is around them.</summary>
internal static class SoundEvents
{
    private const int BlockFrames = 10 * Frame.Rate;
    private const double AboveFloor = 10;
    private const double BelowPeak = 30;
    private const double Faintest = -55;
    private const int ShortestFrames = Frame.Rate / 10;
    private const int LongestFrames = 10 * Frame.Rate;

    // The pulses of a laugh belong together, and so do the sounds of a word.
    private const int JoinedGap = Frame.Rate / 4;

    /// <summary>The events in the order of time.</summary>
    public static IEnumerable<SoundEvent> Find(IReadOnlyList<Frame> frames)
    {
        var (begin, last, threshold) = (-1, -1, 0.0);
        for (var i = 0; i <= frames.Count; i++)
        {
            if (i % BlockFrames == 0 && i < frames.Count)
                threshold = Threshold(frames, i);

            if (i < frames.Count && frames[i].Level > threshold)
            {
                (begin, last) = (begin < 0 ? i : begin, i);
                continue;
            }

            if (begin < 0 || (i < frames.Count && i - last <= JoinedGap))
                continue;

            if (last + 1 - begin is >= ShortestFrames and <= LongestFrames)
                yield return new SoundEvent(frames, begin, last + 1);

            begin = -1;
        }
    }

    /// <summary>The level that an event reaches: above the steady noise of half a minute around it.</summary>
    private static double Threshold(IReadOnlyList<Frame> frames, int block)
    {
        var (first, end) = (Math.Max(0, block - BlockFrames), Math.Min(frames.Count, block + (2 * BlockFrames)));
        var levels = new float[end - first];
        for (var i = 0; i < levels.Length; i++)
            levels[i] = frames[first + i].Level;

        Array.Sort(levels);
        return Math.Max(Faintest, Math.Max(levels[levels.Length / 10] + AboveFloor, levels[(levels.Length - 1) * 99 / 100] - BelowPeak));
    }
}
