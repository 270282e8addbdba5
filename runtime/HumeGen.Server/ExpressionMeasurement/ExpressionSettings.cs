using System.Text.Json.Nodes;
using HumeGen.Server.Engines;
using HumeGen.Server.Transport;

namespace HumeGen.Server.ExpressionMeasurement;

/// <summary>Reads the settings of models, which batch jobs and streams name alike.</summary>
internal static class ExpressionSettings
{
    private const double HighestFrameRate = 60;
    private const double LowestFrameRate = 0.1;
    private const double DefaultFrameRate = 3;

    public static FaceSettings Face(JsonObject settings) => new()
    {
        // The specifications let 0 stand for every frame.
        FramesPerSecond = settings.Number("fps_pred") switch
        {
            null => DefaultFrameRate,
            0 => HighestFrameRate,
            var given => Math.Clamp(given.Value, LowestFrameRate, HighestFrameRate),
        },
        MinProbability = settings.Number("prob_threshold") ?? 0,
        MinSize = settings.Number("min_face_size") ?? 0,
        IdentifyFaces = settings.Flag("identify_faces") == true,
        FacialActions = settings["facs"] is not null,
        Descriptions = settings["descriptions"] is not null,
    };

    public static LanguageMeasures Language(JsonObject settings) =>
        (settings["sentiment"] is null ? 0 : LanguageMeasures.Sentiment) | (settings["toxicity"] is null ? 0 : LanguageMeasures.Toxicity);

    public static string Granularity(JsonObject settings, string otherwise) => settings.Text("granularity") ?? otherwise;
}
