using HumeGen.Server.Engines;

namespace Samples;

/// <summary>Eyes of the simulator that know one picture, a drawn smile, and see no face in others. Its own invent scores, which would make no sense in a sample.</summary>
internal sealed class KnownFace : IFaceModel
{
    private static readonly Dictionary<string, double> Scores = new() { ["Joy"] = 0.78, ["Amusement"] = 0.61, ["Satisfaction"] = 0.44, ["Calmness"] = 0.35, ["Excitement"] = 0.29 };

    private static readonly FaceExpression Smile = new()
    {
        Box = new FaceBox(18, 14, 92, 98),
        Probability = 0.99,
        Emotions = [.. ExpressionNames.Emotions.Select(name => new ExpressionScore(name, Scores.GetValueOrDefault(name, 0.02)))],
    };

    /// <summary>The drawn smile, as PNG.</summary>
    public static byte[] Picture { get; } = ReadPicture();

    public ValueTask<IReadOnlyList<FaceExpression>> MeasureAsync(EncodedMedia media, FaceSettings settings, CancellationToken cancellationToken = default) =>
        new(media.Content.Span.SequenceEqual(Picture) ? [Smile] : []);

    private static byte[] ReadPicture()
    {
        using var file = typeof(KnownFace).Assembly.GetManifestResourceStream("face.png")!;
        using var bytes = new MemoryStream();
        file.CopyTo(bytes);
        return bytes.ToArray();
    }
}
