namespace HumeGen.Server.EmotionLexicon;

/// <summary>The meaning of words.</summary>
/// <param name="Sentiment">From -1, most negative, to 1, most positive.</param>
/// <param name="Weights">The weights of expressions and of kinds of toxicity by their names, each from 0 to 1.</param>
internal sealed record LexiconEntry(double Sentiment, IReadOnlyList<KeyValuePair<string, double>> Weights);
