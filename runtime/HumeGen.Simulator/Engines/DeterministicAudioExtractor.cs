using HumeGen.Server.Engines;

namespace HumeGen.Simulator.Engines;

/// <summary>Takes compressed recordings and videos for noise that depends on their bytes only, as long as they are at a usual bit rate.</summary>
internal sealed class DeterministicAudioExtractor : IAudioExtractor
{
    private const double BytesPerSecond = 16_000;
    private const double Shortest = 0.1;
    private const double Longest = 600;

    public ValueTask<AudioSamples?> ExtractAsync(EncodedMedia media, CancellationToken cancellationToken = default)
    {
        var seconds = Math.Clamp(media.Duration?.TotalSeconds ?? media.Content.Length / BytesPerSecond, Shortest, Longest);
        return new(InventedSound.Of(DeterministicScores.Digest(media.Content.Span), seconds));
    }
}
