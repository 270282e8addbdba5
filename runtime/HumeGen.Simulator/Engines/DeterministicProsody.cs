using HumeGen.Server.Engines;

namespace HumeGen.Simulator.Engines;

/// <summary>Scores of speech that depend on the samples only. Silence has none.</summary>
internal sealed class DeterministicProsody : IProsodyModel
{
    public ValueTask<IReadOnlyList<ExpressionScore>> MeasureAsync(AudioSamples speech, CancellationToken cancellationToken = default) =>
        new(DeterministicScores.IsSilent(speech) ? [] : DeterministicScores.Of(ExpressionNames.Emotions, "prosody " + DeterministicScores.Digest(speech)));
}
