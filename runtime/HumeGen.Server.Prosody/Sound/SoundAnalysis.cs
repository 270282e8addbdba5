using HumeGen.Server.Engines;
using NWaves.Operations;
using NWaves.Signals;

namespace HumeGen.Server.Prosody.Sound;

/// <summary>A sound as frames, and the irregularity of the periods of its voice. Long sound is analysed piece by piece, so that memory stays small.</summary>
internal sealed class SoundAnalysis
{
    private const int PieceFrames = 5 * Frame.Rate;
    private const double MarginSeconds = 0.05;

    // All features lie below 4,000 Hz; a higher rate would cost time only.
    private const int HighestRate = 16_500;
    private const int LowestRate = 4_000;

    // Between the pieces of long sound, the pieces of others have their turn.
    private static readonly SemaphoreSlim Processors = new(Environment.ProcessorCount);

    private SoundAnalysis(Frame[] frames, VoicePeriods periods) => (Frames, Periods) = (frames, periods);

    public IReadOnlyList<Frame> Frames { get; }

    public VoicePeriods Periods { get; }

    public static async ValueTask<SoundAnalysis> OfAsync(AudioSamples sound, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var count = sound.SampleRate < LowestRate ? 0 : (int)(sound.Samples.Length * (long)Frame.Rate / sound.SampleRate);
        var (frames, periods) = (new Frame[count], new VoicePeriods());
        if (count == 0)
            return new SoundAnalysis(frames, periods);

        var factor = (sound.SampleRate + HighestRate - 1) / HighestRate;
        var analyzer = new FrameAnalyzer(sound.SampleRate / (float)factor);
        for (var first = 0; first < count; first += PieceFrames)
        {
            await Processors.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var piece = frames.AsMemory(first, Math.Min(PieceFrames, count - first));
                var begin = Math.Max(0, (first / (double)Frame.Rate) - MarginSeconds);
                var end = ((first + piece.Length) / (double)Frame.Rate) + MarginSeconds;
                var samples = Decimate(sound.Slice(TimeSpan.FromSeconds(begin), TimeSpan.FromSeconds(end)), factor);
                analyzer.Analyze(samples, (first / (double)Frame.Rate) - begin, piece.Span, cancellationToken);
                periods.Add(samples, analyzer.Rate, (first / (double)Frame.Rate) - begin, piece.Span);
            }
            finally
            {
                Processors.Release();
            }
        }

        return new SoundAnalysis(frames, periods);
    }

    private static float[] Decimate(AudioSamples sound, int factor)
    {
        var samples = new float[sound.Samples.Length];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = sound.Samples.Span[i] / 32_768f;

        return factor == 1 ? samples : new Resampler().Decimate(new DiscreteSignal(sound.SampleRate, samples), factor).Samples;
    }
}
