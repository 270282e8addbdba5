namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>The models that have something to measure in a kind of media.</summary>
internal static class FileModels
{
    private static readonly string[] SoundModels = ["prosody", "burst", "language", "ner"];
    private static readonly string[] PictureModels = ["face", "facemesh"];
    private static readonly string[] VideoModels = [.. PictureModels, .. SoundModels];
    private static readonly string[] TextModels = ["language", "ner"];

    public static IReadOnlyList<string> For(MediaKind kind) => kind switch
    {
        MediaKind.Text => TextModels,
        MediaKind.Audio => SoundModels,
        MediaKind.Image => PictureModels,
        MediaKind.Video => VideoModels,
        _ => [],
    };
}
