using System.Collections.Concurrent;

namespace HumeGen.Server.Audio;

/// <summary>
/// Changes the sample rate of sound that comes in pieces. A windowed sinc keeps what both rates can hold, and what the new rate cannot hold is filtered out.
/// </summary>
internal sealed class Resampler
{
    // Zero crossings of the sinc on each side. With this window, what it lets through by mistake lies about 80 dB below.
    private const int Crossings = 32;
    private const double KaiserBeta = 8;
    private const int PhaseCount = 512;

    // Leaves room for the slope of the filter below the lower of the two limits.
    private const double Passband = 0.94;

    // A filter takes milliseconds to compute, and an engine has one rate for all that it says.
    private const int MaxKept = 16;
    private static readonly ConcurrentDictionary<(int From, int To), float[]> Filters = new();

    private readonly int _from;
    private readonly int _to;
    private readonly int _halfWidth;
    private readonly float[] _filter;
    private float[] _input;
    private int _count;

    // Where the next sample lies: index in the input, and the rest in steps of the new rate.
    private long _index;
    private int _fraction;

    /// <param name="from">Samples a second of what is added.</param>
    /// <param name="to">Samples a second of what comes out.</param>
    public Resampler(int from, int to)
    {
        _from = from;
        _to = to;
        var cutoff = Passband * Math.Min(1, (double)to / from);
        _halfWidth = (int)Math.Ceiling(Crossings / cutoff);
        _filter = Filters.TryGetValue((from, to), out var known) ? known : MakeFilter(cutoff, _halfWidth);
        if (Filters.Count < MaxKept)
            Filters.TryAdd((from, to), _filter);

        _input = new float[4096 + (4 * _halfWidth)];

        // Silence before the first sample, so that the filter finds something there.
        _count = _halfWidth;
        _index = _halfWidth;
    }

    /// <summary>Takes the next samples, and gives those at the new rate that can be told so far.</summary>
    public short[] Add(ReadOnlySpan<short> samples)
    {
        MakeRoom(samples.Length);
        foreach (var sample in samples)
            _input[_count++] = sample;

        return Take(_count - _halfWidth);
    }

    /// <summary>The rest, as if silence followed.</summary>
    public short[] Finish()
    {
        MakeRoom(_halfWidth);
        Array.Clear(_input, _count, _halfWidth);
        _count += _halfWidth;
        return Take(_count - _halfWidth);
    }

    private short[] Take(int end)
    {
        var count = _index >= end ? 0 : (int)((((end - _index) * _to) - _fraction + _from - 1) / _from);
        var output = new short[count];
        for (var i = 0; i < count; i++)
        {
            output[i] = (short)Math.Clamp(MathF.Round(Interpolate()), short.MinValue, short.MaxValue);
            _fraction += _from;
            _index += _fraction / _to;
            _fraction %= _to;
        }

        return output;
    }

    private float Interpolate()
    {
        var at = (double)_fraction / _to * PhaseCount;
        var phase = (int)at;
        var between = (float)(at - phase);
        var width = 2 * _halfWidth;
        var near = _filter.AsSpan(phase * width, width);
        var far = _filter.AsSpan((phase + 1) * width, width);
        var input = _input.AsSpan((int)_index - _halfWidth + 1, width);
        var (sum, next) = (0f, 0f);
        for (var i = 0; i < width; i++)
        {
            sum += input[i] * near[i];
            next += input[i] * far[i];
        }

        return sum + (between * (next - sum));
    }

    /// <summary>Forgets what no later sample needs, and grows when that is not enough.</summary>
    private void MakeRoom(int more)
    {
        if (_count + more <= _input.Length)
            return;

        var unused = (int)Math.Max(0, Math.Min(_index - _halfWidth, _count));
        var target = _count - unused + more <= _input.Length ? _input : new float[2 * (_count - unused + more)];
        Array.Copy(_input, unused, target, 0, _count - unused);
        _input = target;
        _count -= unused;
        _index -= unused;
    }

    // One row of weights for each phase; one row more, as the last phase lies between two as well.
    private static float[] MakeFilter(double cutoff, int halfWidth)
    {
        var width = 2 * halfWidth;
        var filter = new float[(PhaseCount + 1) * width];
        for (var phase = 0; phase <= PhaseCount; phase++)
        {
            for (var i = 0; i < width; i++)
            {
                var distance = i - halfWidth + 1 - ((double)phase / PhaseCount);
                var x = Math.PI * distance * cutoff;
                var sinc = Math.Abs(x) < 1e-9 ? 1 : Math.Sin(x) / x;
                var edge = distance / halfWidth;
                var window = Math.Abs(edge) >= 1 ? 0 : Bessel(KaiserBeta * Math.Sqrt(1 - (edge * edge))) / Bessel(KaiserBeta);
                filter[(phase * width) + i] = (float)(cutoff * sinc * window);
            }
        }

        return filter;
    }

    /// <summary>The modified Bessel function of the first kind and order 0.</summary>
    private static double Bessel(double x)
    {
        var (sum, term) = (1.0, 1.0);
        for (var k = 1; term > 1e-12 * sum; k++)
        {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }

        return sum;
    }
}
