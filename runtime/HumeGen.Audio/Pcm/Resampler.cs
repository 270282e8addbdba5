namespace HumeGen.Audio;

/// <summary>Changes the sample rate with a windowed sinc filter: about 90 dB of attenuation, and flat up to four fifths of what the lower rate carries.</summary>
internal static class Resampler
{
    // Zero crossings of the filter on each side, shape of its Kaiser window, and the place of its edge below half the lower rate.
    private const int Crossings = 32;
    private const double Shape = 9;
    private const double Edge = 0.91;

    // Filters of ratios with more phases than this are computed anew for each sample.
    private const int MaxKeptPhases = 2048;

    public static float[] Resample(float[] samples, int channels, int from, int to)
    {
        var divisor = Gcd(from, to);
        var (up, down) = (to / divisor, from / divisor);
        var cutoff = Edge * Math.Min(1, (double)to / from);
        var reach = (int)Math.Ceiling(Crossings / cutoff);
        var frames = samples.Length / channels;
        var result = new float[((((long)frames * up) + down - 1) / down) * channels];
        var kept = new double[Math.Min(up, MaxKeptPhases)][];
        for (var frame = 0L; frame < result.Length / channels; frame++)
        {
            var position = frame * down;
            var (first, phase) = ((int)(position / up) - reach + 1, (int)(position % up));
            var filter = up > MaxKeptPhases ? Filter((double)phase / up, cutoff, reach) : kept[phase] ??= Filter((double)phase / up, cutoff, reach);
            for (var channel = 0; channel < channels; channel++)
            {
                var sum = 0.0;
                for (var tap = Math.Max(0, -first); tap < filter.Length && first + tap < frames; tap++)
                    sum += filter[tap] * samples[((first + tap) * channels) + channel];
                result[(frame * channels) + channel] = (float)sum;
            }
        }

        return result;
    }

    // The weights of the samples around a place between two of them; together 1, so that every place is equally loud.
    private static double[] Filter(double fraction, double cutoff, int reach)
    {
        var weights = new double[2 * reach];
        for (var tap = 0; tap < weights.Length; tap++)
        {
            var distance = tap - reach + 1 - fraction;
            var place = distance / reach;
            var angle = Math.PI * cutoff * distance;
            var sinc = Math.Abs(angle) < 1e-9 ? 1 : Math.Sin(angle) / angle;
            weights[tap] = Math.Abs(place) >= 1 ? 0 : sinc * Bessel(Shape * Math.Sqrt(1 - (place * place)));
        }

        var total = weights.Sum();
        for (var tap = 0; tap < weights.Length; tap++)
            weights[tap] /= total;
        return weights;
    }

    // The modified Bessel function of order 0, as a series.
    private static double Bessel(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var i = 1; term > sum * 1e-12; i++)
        {
            term *= x * x / (4.0 * i * i);
            sum += term;
        }

        return sum;
    }

    private static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}
