using HumeGen.Audio;

namespace Hume.ExpressionMeasurement.Stream;

/// <summary>Gives the predictions of the expression stream as scores over time, for averages, tables and charts.</summary>
public static class StreamScores
{
    /// <summary>Gives emotions as scores.</summary>
    /// <param name="emotions">The emotions of a prediction.</param>
    /// <returns>Names and scores, in the same order. An item without one of them is left out.</returns>
    public static IReadOnlyList<NamedScore> ToScores(this IEnumerable<EmotionEmbeddingItem> emotions) =>
        emotions.Where(e => e.Name is not null && e.Score is not null).Select(e => new NamedScore(e.Name!, e.Score!.Value)).ToList();

    /// <summary>Gives the emotions of speech with their times.</summary>
    /// <param name="predictions">The predictions of one answer. Times count from the start of the audio that was sent with it.</param>
    /// <returns>A span for each prediction that has a time and emotions.</returns>
    public static IReadOnlyList<ScoredSpan> ToScoredSpans(this IEnumerable<StreamModelPredictionsProsodyPredictionsItem> predictions) =>
        Spans(predictions.Select(p => (p.Time?.Begin, p.Time?.End, p.Emotions)));

    /// <summary>Gives the emotions of sounds such as laughs and sighs with their times.</summary>
    /// <param name="predictions">The predictions of one answer. Times count from the start of the audio that was sent with it.</param>
    /// <returns>A span for each prediction that has a time and emotions.</returns>
    public static IReadOnlyList<ScoredSpan> ToScoredSpans(this IEnumerable<StreamModelPredictionsBurstPredictionsItem> predictions) =>
        Spans(predictions.Select(p => (p.Time?.Begin, p.Time?.End, p.Emotions)));

    /// <summary>Gives the emotions of faces with their times.</summary>
    /// <param name="predictions">The predictions of one answer.</param>
    /// <returns>A span without a length for each prediction that has a time and emotions.</returns>
    public static IReadOnlyList<ScoredSpan> ToScoredSpans(this IEnumerable<StreamModelPredictionsFacePredictionsItem> predictions) =>
        Spans(predictions.Select(p => (p.Time, p.Time, p.Emotions)));

    private static List<ScoredSpan> Spans(IEnumerable<(double? Begin, double? End, IReadOnlyList<EmotionEmbeddingItem>? Emotions)> predictions) => predictions
        .Where(p => p.Begin is not null && p.End is not null && p.Emotions is not null)
        .Select(p => new ScoredSpan(TimeSpan.FromSeconds(p.Begin!.Value), TimeSpan.FromSeconds(p.End!.Value), p.Emotions!.ToScores()))
        .ToList();
}
