using System.Runtime.InteropServices;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;
using HumeGen.Server.ExpressionMeasurement.Batch;

namespace HumeGen.Simulator.Engines;

/// <summary>Scores that depend on the samples only. Most are low and a few are high, as with real voices.</summary>
internal sealed class DeterministicProsody : IProsodyModel
{
    public ValueTask<IReadOnlyList<ExpressionScore>> MeasureAsync(AudioSamples speech, CancellationToken cancellationToken = default) =>
        new(speech.Samples.Length == 0 ? [] : ScoresOf(MemoryMarshal.AsBytes(speech.Samples.Span)));

    /// <summary>The scores of any content.</summary>
    public static IReadOnlyList<ExpressionScore> ScoresOf(ReadOnlySpan<byte> content)
    {
        var random = new SeededRandom(content);
        return [.. EmotionScores.Prosody.Select(name => new ExpressionScore(name, Math.Round(Math.Pow(random.NextDouble(), 4) * 0.95, 12)))];
    }
}
