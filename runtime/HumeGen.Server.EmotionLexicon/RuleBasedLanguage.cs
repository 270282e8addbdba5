using HumeGen.Server.Engines;

namespace HumeGen.Server.EmotionLexicon;

/// <summary>Rule-based estimates of the expression of English texts. A piece without a letter and without an emoji of the lexicon expresses nothing.</summary>
internal sealed class RuleBasedLanguage : ILanguageExpressionModel
{
    public ValueTask<IReadOnlyList<LanguageExpression?>> MeasureAsync(
        string text, IReadOnlyList<TextSpan> pieces, LanguageMeasures measures, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(pieces);

        var hits = HitFinder.Find(text, cancellationToken);
        var results = new LanguageExpression?[pieces.Count];
        for (var i = 0; i < results.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var within = Within(hits, pieces[i]);
            results[i] = within.Count > 0 || pieces[i].Of(text).Any(char.IsLetter) ? ExpressionScores.Of(within, measures) : null;
        }

        return new(results);
    }

    /// <summary>The hits that a piece has a part in, such as both words of a phrase.</summary>
    private static List<LexiconHit> Within(IReadOnlyList<LexiconHit> hits, TextSpan piece)
    {
        var (low, high) = (0, hits.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = hits[middle].Place.End > piece.Begin ? (low, middle) : (middle + 1, high);
        }

        var within = new List<LexiconHit>();
        for (; low < hits.Count && hits[low].Place.Begin < piece.End; low++)
            within.Add(hits[low]);

        return within;
    }
}
