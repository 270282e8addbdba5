using System.Text.Json.Nodes;
using HumeGen.Server.Audio;
using HumeGen.Server.Transport;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Counts the predictions of a job as far as that is possible without engines, to refuse one that makes too many before it waits.</summary>
internal static class JobEstimate
{
    public static long Of(IReadOnlyList<JobSource> sources, JsonObject models) =>
        sources.Select(source => source.File).OfType<MediaFile>().Sum(file => FileModels.For(file.Kind).Sum(model => Of(file, model, models.Object(model))));

    private static long Of(MediaFile file, string model, JsonObject? settings) => (model, settings) switch
    {
        (_, null) => 0,
        ("language", _) when file.Kind == MediaKind.Text => TextPieces.Count(file.Text, ExpressionSettings.Granularity(settings, "word")),
        ("prosody", _) when settings.Object("window") is { } window => SpeechWindows.Count(Seconds(file), window),
        ("face", _) when file.Kind == MediaKind.Video => (long)(Seconds(file) * ExpressionSettings.Face(settings).FramesPerSecond),
        _ => 0,
    };

    private static double Seconds(MediaFile file) =>
        file.Kind == MediaKind.Audio ? WaveFile.Read(file.Media.Content, out _)?.Seconds ?? 0 : file.Media.Duration?.TotalSeconds ?? 0;
}
