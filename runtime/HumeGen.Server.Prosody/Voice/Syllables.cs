using HumeGen.Server.Prosody.Sound;

namespace HumeGen.Server.Prosody.Voice;

/// <summary>Counts syllables: voiced peaks of the level of vowels, with a dip before and after.</summary>
internal static class Syllables
{
    private const double LeastDip = 2;

    /// <summary>The number of syllables.</summary>
    /// <param name="frames">The frames of a sound.</param>
    /// <param name="threshold">The level above which somebody speaks.</param>
    public static int Count(IReadOnlyList<Frame> frames, double threshold)
    {
        var (count, isRising) = (0, true);
        var (top, bottom) = ((Level: double.NegativeInfinity, Frame: 0), double.PositiveInfinity);
        for (var i = 0; i < frames.Count; i++)
        {
            var level = Smooth(frames, i);
            if (isRising)
            {
                top = level > top.Level ? (level, i) : top;
                if (level > top.Level - LeastDip)
                    continue;

                count += IsVowel(frames, top.Frame, threshold) ? 1 : 0;
                (isRising, bottom) = (false, level);
            }
            else
            {
                bottom = Math.Min(bottom, level);
                if (level >= bottom + LeastDip)
                    (isRising, top) = (true, (level, i));
            }
        }

        return count + (isRising && IsVowel(frames, top.Frame, threshold) ? 1 : 0);
    }

    private static bool IsVowel(IReadOnlyList<Frame> frames, int index, double threshold)
    {
        for (var i = Math.Max(0, index - 2); i <= Math.Min(frames.Count - 1, index + 2); i++)
        {
            if (frames[i].IsVoiced && frames[i].Level > threshold)
                return true;
        }

        return false;
    }

    private static double Smooth(IReadOnlyList<Frame> frames, int index)
    {
        var (first, last) = (Math.Max(0, index - 2), Math.Min(frames.Count - 1, index + 2));
        var sum = 0.0;
        for (var i = first; i <= last; i++)
            sum += frames[i].Sonority;

        return sum / (last - first + 1);
    }
}
