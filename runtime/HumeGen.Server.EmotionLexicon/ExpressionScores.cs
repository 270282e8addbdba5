using HumeGen.Server.Engines;

namespace HumeGen.Server.EmotionLexicon;

/// <summary>Makes scores of the hits in a piece of text.</summary>
internal static class ExpressionScores
{
    private const double Base = 0.02;
    private const double ToxicityBase = 0.005;
    private const double SentimentGain = 1.2;
    private const double Neutral = 5;
    private const double Levels = 4;

    private static readonly LanguageExpression[] Neutrals =
        [.. Enumerable.Range(0, 4).Select(measures => Make([], (LanguageMeasures)measures))];

    /// <summary>The expression of hits; that of a neutral text when there are none.</summary>
    public static LanguageExpression Of(IReadOnlyList<LexiconHit> hits, LanguageMeasures measures) =>
        hits.Count == 0 ? Neutrals[(int)measures & 3] : Make([.. hits.GroupBy(hit => hit.Sentence)], measures);

    private static LanguageExpression Make(IReadOnlyList<IEnumerable<LexiconHit>> sentences, LanguageMeasures measures)
    {
        var weights = sentences.Select(Weights).ToArray();
        return new LanguageExpression
        {
            Emotions = Scores(ExpressionNames.LanguageEmotions, Base, name => weights.Length == 0 ? 0 : weights.Average(sentence => sentence.GetValueOrDefault(name))),
            Sentiment = measures.HasFlag(LanguageMeasures.Sentiment) ? Sentiment(sentences.Count == 0 ? 0 : sentences.Average(Sentiment)) : [],

            // One sentence that threatens makes a text threatening.
            Toxicity = measures.HasFlag(LanguageMeasures.Toxicity)
                ? Scores(ExpressionNames.Toxicities, ToxicityBase, name => weights.Length == 0 ? 0 : weights.Max(sentence => sentence.GetValueOrDefault(name)))
                : [],
        };
    }

    private static ExpressionScore[] Scores(IReadOnlyList<string> names, double least, Func<string, double> weight) =>
        [.. names.Select(name => new ExpressionScore(name, Math.Round(least + ((1 - least) * weight(name)), 6)))];

    /// <summary>The weights of a sentence. Several words for the same add up as independent signs do, and never to more than 1.</summary>
    private static Dictionary<string, double> Weights(IEnumerable<LexiconHit> hits)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, weight) in hits.SelectMany(hit => hit.Weights))
            weights[name] = 1 - ((1 - weights.GetValueOrDefault(name)) * (1 - weight));

        return weights;
    }

    private static double Sentiment(IEnumerable<LexiconHit> hits) => Math.Tanh(SentimentGain * hits.Sum(hit => hit.Sentiment));

    /// <summary>The probabilities of the nine levels: a bell of the width of one level around the sentiment.</summary>
    private static ExpressionScore[] Sentiment(double sentiment)
    {
        var center = Neutral + (Levels * sentiment);
        var bell = ExpressionNames.Sentiments.Select((_, i) => Math.Exp(-Math.Pow(i + 1 - center, 2) / 2)).ToArray();
        var sum = bell.Sum();
        return [.. ExpressionNames.Sentiments.Select((name, i) => new ExpressionScore(name, Math.Round(bell[i] / sum, 6)))];
    }
}
