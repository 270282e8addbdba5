using System.Text.Json;
using HumeGen.Server.Engines;

namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Writes predictions in the form of batch jobs. All members but those for models that were not asked for are always there.</summary>
internal static class PredictionJson
{
    public static void Face(Utf8JsonWriter json, FaceExpression face, FaceSettings settings)
    {
        json.WriteNumber("frame", face.Frame);
        json.WriteNumber("time", face.Time?.TotalSeconds ?? 0);
        json.WriteNumber("prob", face.Probability);
        json.WriteBox("box", face.Box);
        json.WriteScores("emotions", face.Emotions);
        WriteIf(json, settings.FacialActions, "facs", face.FacialActions);
        WriteIf(json, settings.Descriptions, "descriptions", face.Descriptions);
    }

    public static void Facemesh(Utf8JsonWriter json, IReadOnlyList<ExpressionScore> emotions) => json.WriteScores("emotions", emotions);

    public static void Burst(Utf8JsonWriter json, VocalBurst burst)
    {
        json.WriteTime(burst.Begin, burst.End);
        json.WriteScores("emotions", burst.Emotions);
        json.WriteScores("descriptions", burst.Descriptions);
    }

    public static void Prosody(
        Utf8JsonWriter json, string? text, (TimeSpan Begin, TimeSpan End) time, double? confidence, IReadOnlyList<ExpressionScore> emotions)
    {
        json.WriteString("text", text);
        json.WriteTime(time.Begin, time.End);
        WriteConfidence(json, confidence);
        json.WriteScores("emotions", emotions);
    }

    public static void Language(
        Utf8JsonWriter json, string text, TextSpan piece, LanguageExpression expression, LanguageMeasures measures, Transcript? transcript)
    {
        json.WriteString("text", piece.Of(text));
        json.WritePosition(piece);
        WriteTranscribed(json, piece, transcript);
        json.WriteScores("emotions", expression.Emotions);
        WriteIf(json, measures.HasFlag(LanguageMeasures.Sentiment), "sentiment", expression.Sentiment);
        WriteIf(json, measures.HasFlag(LanguageMeasures.Toxicity), "toxicity", expression.Toxicity);
    }

    public static void NamedEntity(Utf8JsonWriter json, NamedEntity entity, Transcript? transcript)
    {
        json.WriteString("entity", entity.Name);
        json.WritePosition(entity.Position);
        json.WriteNumber("entity_confidence", entity.Confidence);
        json.WriteNumber("support", entity.Support);
        json.WriteString("uri", entity.Uri);
        json.WriteString("link_word", entity.LinkWord);
        WriteTranscribed(json, entity.Position, transcript);
        json.WriteScores("emotions", entity.Emotions);
    }

    /// <summary>Writes the members about the transcript of a recording; null without one.</summary>
    public static void Metadata(Utf8JsonWriter json, Transcript? transcript)
    {
        if (transcript is null)
        {
            json.WriteNull("metadata");
            return;
        }

        json.WriteStartObject("metadata");
        json.WriteNumber("confidence", transcript.Confidence);
        json.WriteString("detected_language", transcript.Language);
        json.WriteEndObject();
    }

    private static void WriteTranscribed(Utf8JsonWriter json, TextSpan piece, Transcript? transcript)
    {
        if (transcript is null)
            json.WriteNull("time");
        else
            json.WriteTime(transcript.TimeOf(piece).Begin, transcript.TimeOf(piece).End);

        WriteConfidence(json, transcript?.Confidence);
    }

    // No engine tells speakers apart.
    private static void WriteConfidence(Utf8JsonWriter json, double? confidence)
    {
        if (confidence is { } known)
            json.WriteNumber("confidence", known);
        else
            json.WriteNull("confidence");

        json.WriteNull("speaker_confidence");
    }

    private static void WriteIf(Utf8JsonWriter json, bool wanted, string name, IReadOnlyList<ExpressionScore> scores)
    {
        if (wanted)
            json.WriteScores(name, scores);
        else
            json.WriteNull(name);
    }
}
