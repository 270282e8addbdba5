using HumeGen.Server.Engines;
using HumeGen.Server.Prosody.Sound;

namespace HumeGen.Server.Prosody.Voice;

/// <summary>Rule-based estimates of the expression of speech. Silence, noise and tones without a voice have none.</summary>
internal sealed class RuleBasedProsody : IProsodyModel
{
    public async ValueTask<IReadOnlyList<ExpressionScore>> MeasureAsync(AudioSamples speech, CancellationToken cancellationToken = default)
    {
        var sound = await SoundAnalysis.OfAsync(speech, cancellationToken).ConfigureAwait(false);
        return VoiceFeatures.Of(sound) is { } voice ? ExpressionMap.Scores(FeatureTable.Estimate(voice)) : [];
    }
}
