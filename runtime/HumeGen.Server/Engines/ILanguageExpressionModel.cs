namespace HumeGen.Server.Engines;

/// <summary>Measures the expression in the words of a text.</summary>
/// <remarks>All members can be used from several threads at once.</remarks>
public interface ILanguageExpressionModel
{
    /// <summary>Measures pieces of a text, such as its words or sentences.</summary>
    /// <param name="text">The whole text, as the context of the pieces.</param>
    /// <param name="pieces">The pieces to measure, in their order.</param>
    /// <param name="measures">What to measure besides emotions.</param>
    /// <param name="cancellationToken">Set when nobody waits for the result any more.</param>
    /// <returns>A result for each piece, in the order of the pieces; null for one that expresses nothing, such as a number.</returns>
    ValueTask<IReadOnlyList<LanguageExpression?>> MeasureAsync(
        string text, IReadOnlyList<TextSpan> pieces, LanguageMeasures measures, CancellationToken cancellationToken = default);
}

/// <summary>Measures of a text besides emotions.</summary>
[Flags]
public enum LanguageMeasures
{
    /// <summary>Emotions only.</summary>
    None = 0,

    /// <summary>The levels of <see cref="ExpressionNames.Sentiments"/>.</summary>
    Sentiment = 1,

    /// <summary>The kinds of <see cref="ExpressionNames.Toxicities"/>.</summary>
    Toxicity = 2,
}

/// <summary>A piece of a text, counted in UTF-16 characters.</summary>
/// <param name="Begin">The position of its first character.</param>
/// <param name="End">The position after its last character.</param>
public readonly record struct TextSpan(int Begin, int End)
{
    /// <summary>The piece of a text.</summary>
    public string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text[Begin..End];
    }
}

/// <summary>The expression of a piece of text.</summary>
public sealed record LanguageExpression
{
    /// <summary>A score for each of <see cref="ExpressionNames.LanguageEmotions"/>.</summary>
    public required IReadOnlyList<ExpressionScore> Emotions { get; init; }

    /// <summary>The probability of each of <see cref="ExpressionNames.Sentiments"/>; empty unless asked for.</summary>
    public IReadOnlyList<ExpressionScore> Sentiment { get; init; } = [];

    /// <summary>The probability of each of <see cref="ExpressionNames.Toxicities"/>; empty unless asked for.</summary>
    public IReadOnlyList<ExpressionScore> Toxicity { get; init; } = [];
}
