namespace HumeGen.Server.Engines;

/// <summary>Finds named entities in a text, such as persons and places, and measures the expression towards them.</summary>
/// <remarks>All members can be used from several threads at once.</remarks>
public interface INamedEntityModel
{
    /// <summary>Measures a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Set when nobody waits for the result any more.</param>
    /// <returns>The entities in the order of the text; empty when there are none.</returns>
    ValueTask<IReadOnlyList<NamedEntity>> MeasureAsync(string text, CancellationToken cancellationToken = default);
}

/// <summary>A named entity in a text.</summary>
public sealed record NamedEntity
{
    /// <summary>Its name or topic.</summary>
    public required string Name { get; init; }

    /// <summary>The place in the text.</summary>
    public required TextSpan Position { get; init; }

    /// <summary>The confidence that it is an entity, from 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>How relevant it is, from 0 upwards.</summary>
    public double Support { get; init; }

    /// <summary>A URI of an article on it; empty when none is known.</summary>
    public string Uri { get; init; } = "";

    /// <summary>The word in the text that stands for it.</summary>
    public required string LinkWord { get; init; }

    /// <summary>A score for each of <see cref="ExpressionNames.LanguageEmotions"/>.</summary>
    public required IReadOnlyList<ExpressionScore> Emotions { get; init; }
}
