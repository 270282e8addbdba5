using HumeGen.Server.Engines;
using HumeGen.Server.Prosody.Sound;

namespace HumeGen.Server.Prosody.Bursts;

/// <summary>Rule-based estimates of vocal bursts. Speech, silence, steady noise and bursts that the rules do not know give none.</summary>
internal sealed class RuleBasedBursts : IBurstModel
{
    public async ValueTask<IReadOnlyList<VocalBurst>> MeasureAsync(AudioSamples sound, CancellationToken cancellationToken = default)
    {
        var analysis = await SoundAnalysis.OfAsync(sound, cancellationToken).ConfigureAwait(false);
        return [.. SoundEvents.Find(analysis.Frames).Select(BurstKind.Of).OfType<VocalBurst>()];
    }
}
