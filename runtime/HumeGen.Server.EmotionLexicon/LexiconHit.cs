using HumeGen.Server.Engines;

namespace HumeGen.Server.EmotionLexicon;

/// <summary>A place in a text that expresses something.</summary>
/// <param name="Place">The place.</param>
/// <param name="Sentence">The number of its sentence.</param>
/// <param name="Sentiment">From -1 to 1.</param>
/// <param name="Weights">The weights of expressions and kinds of toxicity, each from 0 to 1.</param>
internal readonly record struct LexiconHit(TextSpan Place, int Sentence, double Sentiment, IReadOnlyList<KeyValuePair<string, double>> Weights)
{
    private const double HighestWeight = 0.97;
    private const double LeastNegated = 0.2;
    private const double KeptByNegation = 0.15;

    /// <summary>The hit with its strength multiplied.</summary>
    public LexiconHit Times(double factor) => this with
    {
        Sentiment = Math.Clamp(Sentiment * factor, -1, 1),
        Weights = [.. Weights.Select(weight => KeyValuePair.Create(weight.Key, Math.Min(HighestWeight, weight.Value * factor)))],
    };

    /// <summary>The hit as the opposite: what is not pleasant disappoints, and what is not unpleasant relieves.</summary>
    public LexiconHit Negated()
    {
        var strength = Math.Abs(Sentiment);
        IEnumerable<KeyValuePair<string, double>> added = Sentiment switch
        {
            > LeastNegated => [new("Disappointment", 0.5 * strength), new("Disapproval", 0.3 * strength), new("Sadness", 0.3 * strength)],
            < -LeastNegated => [new("Calmness", 0.4 * strength), new("Relief", 0.35 * strength), new("Contentment", 0.25 * strength)],
            _ => [],
        };
        return this with
        {
            Sentiment = -0.5 * Sentiment,
            Weights = [.. Weights.Select(weight => KeyValuePair.Create(weight.Key, weight.Value * KeptByNegation)), .. added],
        };
    }
}
