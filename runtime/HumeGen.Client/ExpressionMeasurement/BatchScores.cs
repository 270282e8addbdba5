using HumeGen.Audio;

namespace Hume.ExpressionMeasurement.Batch;

/// <summary>Gives the predictions of batch jobs as scores over time, for averages, tables and charts.</summary>
public static class BatchScores
{
    /// <summary>Gives emotions as scores.</summary>
    /// <param name="emotions">The emotions of a prediction.</param>
    /// <returns>Names and scores, in the same order.</returns>
    public static IReadOnlyList<NamedScore> ToScores(this IEnumerable<EmotionScore> emotions) => emotions.Select(e => new NamedScore(e.Name, e.Score)).ToList();

    /// <summary>Gives the emotions of speech with their times.</summary>
    /// <param name="predictions">The predictions of one speaker.</param>
    /// <returns>A span for each prediction, with its words.</returns>
    public static IReadOnlyList<ScoredSpan> ToScoredSpans(this IEnumerable<ProsodyPrediction> predictions) =>
        predictions.Select(p => Span(p.Time, p.Emotions, p.Text)).ToList();

    /// <summary>Gives the emotions of sounds such as laughs and sighs with their times.</summary>
    /// <param name="predictions">The predictions of one speaker.</param>
    /// <returns>A span for each prediction.</returns>
    public static IReadOnlyList<ScoredSpan> ToScoredSpans(this IEnumerable<BurstPrediction> predictions) =>
        predictions.Select(p => Span(p.Time, p.Emotions, null)).ToList();

    /// <summary>Gives the emotions of words with their times.</summary>
    /// <param name="predictions">The predictions of one speaker.</param>
    /// <returns>A span for each prediction that has a time; those of written text have none, and are left out.</returns>
    public static IReadOnlyList<ScoredSpan> ToScoredSpans(this IEnumerable<LanguagePrediction> predictions) =>
        predictions.Where(p => p.Time is not null).Select(p => Span(p.Time!, p.Emotions, p.Text)).ToList();

    /// <summary>Gives the emotions of a face with their times.</summary>
    /// <param name="predictions">The predictions of one face.</param>
    /// <returns>A span without a length for each picture.</returns>
    public static IReadOnlyList<ScoredSpan> ToScoredSpans(this IEnumerable<FacePrediction> predictions) => predictions
        .Select(p => new ScoredSpan(TimeSpan.FromSeconds(p.Time), TimeSpan.FromSeconds(p.Time), p.Emotions.ToScores()))
        .ToList();

    private static ScoredSpan Span(TimeInterval time, IEnumerable<EmotionScore> emotions, string? text) =>
        new(TimeSpan.FromSeconds(time.Begin), TimeSpan.FromSeconds(time.End), emotions.ToScores(), text);
}
