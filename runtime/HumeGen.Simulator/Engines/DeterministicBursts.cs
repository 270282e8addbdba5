using HumeGen.Server.Engines;

namespace HumeGen.Simulator.Engines;

/// <summary>Hears one burst in the first second of every sound that is not silent.</summary>
internal sealed class DeterministicBursts : IBurstModel
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1);

    public ValueTask<IReadOnlyList<VocalBurst>> MeasureAsync(AudioSamples sound, CancellationToken cancellationToken = default)
    {
        if (DeterministicScores.IsSilent(sound))
            return new([]);

        var seed = DeterministicScores.Digest(sound);
        return new([new VocalBurst
        {
            Begin = TimeSpan.Zero,
            End = sound.Duration < Length ? sound.Duration : Length,
            Emotions = DeterministicScores.Of(ExpressionNames.Emotions, "burst " + seed),
            Descriptions = DeterministicScores.Of(ExpressionNames.BurstDescriptions, "burst descriptions " + seed),
        }]);
    }
}
