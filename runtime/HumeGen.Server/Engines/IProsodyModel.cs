namespace HumeGen.Server.Engines;

/// <summary>Measures the expression in the tune, rhythm and timbre of speech.</summary>
public interface IProsodyModel
{
    /// <summary>Measures a stretch of speech.</summary>
    /// <param name="speech">The sound.</param>
    /// <param name="cancellationToken">Set when nobody waits for the result any more.</param>
    /// <returns>A score for each of the 48 expressions; empty when no speech is found.</returns>
    ValueTask<IReadOnlyList<ExpressionScore>> MeasureAsync(AudioSamples speech, CancellationToken cancellationToken = default);
}
