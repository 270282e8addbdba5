namespace HumeGen.Server.Prosody.Sound;

/// <summary>The irregularity of the periods of a voice in length (jitter) and height (shimmer).</summary>
internal sealed class VoicePeriods
{
    // Periods that differ more are an error of the marks rather than of the voice.
    private const double LargestRatio = 1.3;

    private double _lengths;
    private double _lengthChanges;
    private double _heightChanges;
    private int _periods;
    private int _pairs;

    /// <summary>The mean change of length from period to period, as a part of the mean length in percent.</summary>
    public double Jitter => _pairs == 0 ? 0 : 100 * (_lengthChanges / _pairs) / (_lengths / _periods);

    /// <summary>The mean change of height from period to period, in dB.</summary>
    public double Shimmer => _pairs == 0 ? 0 : _heightChanges / _pairs;

    /// <summary>Adds the voiced parts of a piece of sound.</summary>
    /// <param name="samples">The samples.</param>
    /// <param name="rate">The sample rate.</param>
    /// <param name="start">The beginning of the first frame in seconds.</param>
    /// <param name="frames">The frames with their pitch.</param>
    public void Add(float[] samples, float rate, double start, ReadOnlySpan<Frame> frames)
    {
        for (var i = 0; i < frames.Length; i++)
        {
            if (!frames[i].IsVoiced)
                continue;

            var end = i;
            while (end < frames.Length && frames[end].IsVoiced)
                end++;

            AddRun(samples, rate, (start + (i / (double)Frame.Rate)) * rate, frames[i..end]);
            i = end;
        }
    }

    private void AddRun(float[] samples, float rate, double begin, ReadOnlySpan<Frame> run)
    {
        var end = Math.Min(samples.Length - 2, begin + (run.Length * rate / Frame.Rate));
        if (end <= begin)
            return;

        var sign = Sign(samples.AsSpan((int)begin..(int)end));
        var length = 0.0;
        var (position, top) = Peak(samples, sign, begin, begin + (rate / run[0].Pitch));
        while (position > 0)
        {
            var period = rate / run[Math.Clamp((int)((position - begin) * Frame.Rate / rate), 0, run.Length - 1)].Pitch;
            if (position + (1.2 * period) >= end)
                break;

            var (next, nextTop) = Peak(samples, sign, position + (0.8 * period), position + (1.2 * period));
            if (top <= 0 || nextTop <= 0)
            {
                (length, position, top) = (0, position + period, nextTop);
                continue;
            }

            var nextLength = next - position;
            if (length > 0 && Math.Max(length, nextLength) < LargestRatio * Math.Min(length, nextLength))
            {
                _pairs++;
                _lengthChanges += Math.Abs(nextLength - length);
                _heightChanges += Math.Abs(20 * Math.Log10(nextTop / top));
            }

            _periods++;
            _lengths += nextLength;
            (length, position, top) = (nextLength, next, nextTop);
        }
    }

    private static int Sign(ReadOnlySpan<float> run)
    {
        var (highest, lowest) = (0f, 0f);
        foreach (var sample in run)
            (highest, lowest) = (Math.Max(highest, sample), Math.Min(lowest, sample));

        return highest >= -lowest ? 1 : -1;
    }

    /// <summary>The highest place between two positions, found between samples by a parabola.</summary>
    private static (double Position, double Height) Peak(float[] samples, int sign, double from, double to)
    {
        var best = -1;
        for (var i = Math.Max(1, (int)from); i <= Math.Min(samples.Length - 2, (int)to); i++)
        {
            if (best < 0 || sign * samples[i] > sign * samples[best])
                best = i;
        }

        if (best < 0)
            return (-1, 0);

        var (before, here, after) = (sign * samples[best - 1], sign * samples[best], sign * samples[best + 1]);
        var bend = before - (2 * here) + after;
        var shift = bend < 0 ? Math.Clamp(0.5 * (before - after) / bend, -0.5, 0.5) : 0;
        return (best + shift, here - (0.25 * (before - after) * shift));
    }
}
