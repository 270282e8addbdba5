namespace HumeGen.Server.Engines;

/// <summary>Finds and measures vocal bursts: sounds without words, such as laughs and sighs.</summary>
/// <remarks>All members can be used from several threads at once.</remarks>
public interface IBurstModel
{
    /// <summary>Measures a stretch of sound.</summary>
    /// <param name="sound">The sound.</param>
    /// <param name="cancellationToken">Set when nobody waits for the result any more.</param>
    /// <returns>The bursts in the order of time; empty when there are none.</returns>
    ValueTask<IReadOnlyList<VocalBurst>> MeasureAsync(AudioSamples sound, CancellationToken cancellationToken = default);
}

/// <summary>A vocal burst.</summary>
public sealed record VocalBurst
{
    /// <summary>The beginning, from the start of the sound.</summary>
    public required TimeSpan Begin { get; init; }

    /// <summary>The end, from the start of the sound.</summary>
    public required TimeSpan End { get; init; }

    /// <summary>A score for each of <see cref="ExpressionNames.Emotions"/>.</summary>
    public required IReadOnlyList<ExpressionScore> Emotions { get; init; }

    /// <summary>A score for each of <see cref="ExpressionNames.BurstDescriptions"/>.</summary>
    public IReadOnlyList<ExpressionScore> Descriptions { get; init; } = [];
}
