namespace HumeGen.Server.Configs;

/// <summary>Choice of the versions that <see cref="IVersionedStore.ListAsync"/> lists.</summary>
public sealed record ResourceQuery
{
    /// <summary>Those of one resource only; of all when null.</summary>
    public string? Id { get; init; }

    /// <summary>Those of resources with this name only; of all when null.</summary>
    public string? Name { get; init; }

    /// <summary>The newest version of each resource only.</summary>
    public bool NewestOnly { get; init; }

    /// <summary>Number of versions to leave out at the beginning.</summary>
    public int Skip { get; init; }

    /// <summary>Largest number of versions to list.</summary>
    public int Take { get; init; } = int.MaxValue;
}
