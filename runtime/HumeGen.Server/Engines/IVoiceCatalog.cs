namespace HumeGen.Server.Engines;

/// <summary>The voices that an engine has of its own. The protocol lists them as voices of <c>HUME_AI</c>.</summary>
public interface IVoiceCatalog
{
    /// <summary>Lists all voices, in the order in which clients see them.</summary>
    /// <param name="cancellationToken">Set when nobody waits for the result any more.</param>
    ValueTask<IReadOnlyList<CatalogVoice>> ListAsync(CancellationToken cancellationToken = default);
}
