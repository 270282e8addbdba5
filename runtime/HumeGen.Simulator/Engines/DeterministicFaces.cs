using System.Globalization;
using HumeGen.Server.Audio;
using HumeGen.Server.Engines;

namespace HumeGen.Simulator.Engines;

/// <summary>Sees one face in the middle of every picture that has room for it, and in every frame of a video.</summary>
internal sealed class DeterministicFaces : IFaceModel
{
    private const int SmallestPicture = 32;
    private const double FramesPerSecond = 30;

    private static readonly TimeSpan UnknownLength = TimeSpan.FromSeconds(2);

    /// <summary>Whether a face has room in a picture; always when its size is not known.</summary>
    public static bool HasRoom(EncodedMedia media) => Math.Min(media.Width ?? int.MaxValue, media.Height ?? int.MaxValue) >= SmallestPicture;

    public ValueTask<IReadOnlyList<FaceExpression>> MeasureAsync(EncodedMedia media, FaceSettings settings, CancellationToken cancellationToken = default)
    {
        if (!HasRoom(media))
            return new([]);

        var digest = DeterministicScores.Digest(media.Content.Span);
        var isVideo = media.ContentType.StartsWith("video/", StringComparison.Ordinal);
        var frames = isVideo ? Math.Max(1, (int)Math.Ceiling((media.Duration ?? UnknownLength).TotalSeconds * settings.FramesPerSecond)) : 1;
        return new([.. Enumerable.Range(0, frames).Select(i => Face(i / settings.FramesPerSecond))]);

        FaceExpression Face(double time)
        {
            var (width, height) = (media.Width ?? 1280, media.Height ?? 720);
            var size = Math.Min(width, height) / 2.0;
            var seed = string.Create(CultureInfo.InvariantCulture, $"face {time:F6} {digest}");
            return new FaceExpression
            {
                Frame = isVideo ? (long)(time * FramesPerSecond) : 0,
                Time = isVideo ? TimeSpan.FromSeconds(time) : null,
                Box = new FaceBox((width - size) / 2, (height - size) / 2, size, size),
                Probability = 0.991 + (0.009 * new SeededRandom(seed).NextDouble()),
                FaceId = settings.IdentifyFaces ? "face_0" : null,
                Emotions = DeterministicScores.Of(ExpressionNames.Emotions, seed),
                FacialActions = settings.FacialActions ? DeterministicScores.Of(ExpressionNames.FacialActions, "facs " + seed) : [],
                Descriptions = settings.Descriptions ? DeterministicScores.Of(ExpressionNames.FaceDescriptions, "descriptions " + seed) : [],
            };
        }
    }
}
