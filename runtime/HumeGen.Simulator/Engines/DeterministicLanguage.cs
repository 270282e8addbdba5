using System.Globalization;
using System.Text;
using HumeGen.Server.Engines;

namespace HumeGen.Simulator.Engines;

/// <summary>Scores of the pieces of a text that depend on the text only. A piece without letters expresses nothing.</summary>
internal sealed class DeterministicLanguage : ILanguageExpressionModel
{
    public ValueTask<IReadOnlyList<LanguageExpression?>> MeasureAsync(
        string text, IReadOnlyList<TextSpan> pieces, LanguageMeasures measures, CancellationToken cancellationToken = default)
    {
        var digest = DeterministicScores.Digest(Encoding.UTF8.GetBytes(text));
        return new([.. pieces.Select(piece => piece.Of(text).Any(char.IsLetter) ? Expression(piece, digest, measures) : null)]);
    }

    private static LanguageExpression Expression(TextSpan piece, string digest, LanguageMeasures measures)
    {
        var seed = string.Create(CultureInfo.InvariantCulture, $"language {piece.Begin} {digest}");
        return new LanguageExpression
        {
            Emotions = DeterministicScores.Of(ExpressionNames.LanguageEmotions, seed),
            Sentiment = measures.HasFlag(LanguageMeasures.Sentiment) ? DeterministicScores.Of(ExpressionNames.Sentiments, "sentiment " + seed) : [],
            Toxicity = measures.HasFlag(LanguageMeasures.Toxicity) ? DeterministicScores.Of(ExpressionNames.Toxicities, "toxicity " + seed) : [],
        };
    }
}
