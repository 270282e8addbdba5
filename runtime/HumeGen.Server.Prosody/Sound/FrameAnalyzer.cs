using NWaves.Transforms;
using NWaves.Windows;

namespace HumeGen.Server.Prosody.Sound;

/// <summary>Computes the frames of a piece of sound. The pitch comes from the autocorrelation, which the spectrum gives in passing.</summary>
/// <remarks>NWaves finds pitches too, but not how periodic a frame is, and it has no path over the frames that resists errors by an octave.</remarks>
internal sealed class FrameAnalyzer
{
    private const int TransformSize = 2_048;
    private const double WindowSeconds = 0.064;
    private const double LevelSeconds = 0.02;
    private const float Tiny = 1e-12f;

    private readonly RealFft _transform = new(TransformSize);
    private readonly float[] _window;
    private readonly float[] _windowCorrelation;
    private readonly float[] _block = new float[TransformSize];
    private readonly float[] _power = new float[(TransformSize / 2) + 1];
    private readonly float[] _imaginary = new float[(TransformSize / 2) + 1];
    private readonly float[] _correlation = new float[TransformSize];

    /// <param name="rate">The sample rate.</param>
    public FrameAnalyzer(float rate)
    {
        Rate = rate;
        _window = Window.OfType(WindowType.Hann, (int)(WindowSeconds * rate));
        _window.CopyTo(_block, 0);
        Transform();
        _windowCorrelation = [.. _correlation];
    }

    public float Rate { get; }

    /// <summary>Computes frames.</summary>
    /// <param name="samples">The samples, with some before and after the frames.</param>
    /// <param name="start">The beginning of the first frame in seconds.</param>
    /// <param name="frames">The frames to fill.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public void Analyze(float[] samples, double start, Span<Frame> frames, CancellationToken cancellationToken)
    {
        var path = new PitchPath(frames.Length);
        for (var i = 0; i < frames.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var center = (int)((start + ((i + 0.5) / Frame.Rate)) * Rate);
            var level = Level(samples, center);
            frames[i] = new Frame(level, 0, 0, Frame.Silence, 0, default);
            path.Begin(level);
            if (level <= Frame.Silence)
                continue;

            Fill(samples, center);
            Transform();
            frames[i] = frames[i] with { Sonority = Decibels(Energy(300, 2_500)), Tilt = Decibels(Energy(1_000, 4_000)) - Decibels(Energy(50, 1_000)), Bands = BandLevels() };
            AddCandidates(path);
        }

        path.Write(frames);
    }

    private float Level(float[] samples, int center)
    {
        var half = (int)(LevelSeconds * Rate / 2);
        var part = samples.AsSpan(Math.Clamp(center - half, 0, samples.Length)..Math.Clamp(center + half, 0, samples.Length));
        var (sum, squares) = (0.0, 0.0);
        foreach (var sample in part)
        {
            sum += sample;
            squares += sample * sample;
        }

        var power = part.Length == 0 ? 0 : (squares / part.Length) - Math.Pow(sum / part.Length, 2);
        return power <= 0 ? Frame.Silence : Math.Max(Frame.Silence, (float)(10 * Math.Log10(power)));
    }

    private void Fill(float[] samples, int center)
    {
        var first = center - (_window.Length / 2);
        var part = samples.AsSpan(Math.Max(0, first)..Math.Clamp(first + _window.Length, 0, samples.Length));
        var mean = 0f;
        foreach (var sample in part)
            mean += sample;

        mean /= Math.Max(1, part.Length);
        _block.AsSpan().Clear();
        var offset = Math.Max(0, -first);
        for (var i = 0; i < part.Length; i++)
            _block[offset + i] = (part[i] - mean) * _window[offset + i];
    }

    /// <summary>Makes power spectrum and autocorrelation of the block.</summary>
    private void Transform()
    {
        _transform.Direct(_block, _power, _imaginary);
        for (var i = 0; i < _power.Length; i++)
            _power[i] = (_power[i] * _power[i]) + (_imaginary[i] * _imaginary[i]);

        _imaginary.AsSpan().Clear();

        // The inverse writes over what it reads.
        _power.CopyTo(_block, 0);
        _transform.Inverse(_block, _imaginary, _correlation);
        var whole = Math.Max(Tiny, _correlation[0]);
        for (var i = 0; i < _correlation.Length; i++)
            _correlation[i] /= whole;
    }

    private void AddCandidates(PitchPath path)
    {
        var last = Math.Min((int)(Rate / PitchPath.Lowest), _window.Length / 2);
        for (var lag = Math.Max(2, (int)(Rate / PitchPath.Highest)); lag <= last; lag++)
        {
            var (before, here, after) = (Periodicity(lag - 1), Periodicity(lag), Periodicity(lag + 1));
            if (here <= 0.3 || here < before || here <= after)
                continue;

            var bend = before - (2 * here) + after;
            var shift = bend < 0 ? 0.5f * (before - after) / bend : 0;
            path.Add(Rate / (lag + shift), here - (0.25f * (before - after) * shift));
        }
    }

    private float Periodicity(int lag) => _correlation[lag] / _windowCorrelation[lag];

    private double Energy(double from, double to)
    {
        var step = Rate / TransformSize;
        var sum = 0.0;
        for (var i = (int)Math.Ceiling(from / step); i < Math.Min(_power.Length, (int)Math.Ceiling(to / step)); i++)
            sum += _power[i];

        return sum;
    }

    private Bands BandLevels()
    {
        var bands = default(Bands);
        var (from, mean) = (80f, 0f);
        for (var i = 0; i < Bands.Count; i++)
        {
            bands[i] = Decibels(Energy(from, Bands.Edges[i]));
            from = Bands.Edges[i];
            mean += bands[i] / Bands.Count;
        }

        for (var i = 0; i < Bands.Count; i++)
            bands[i] -= mean;

        return bands;
    }

    private static float Decibels(double energy) => (float)(10 * Math.Log10(energy + Tiny));
}
