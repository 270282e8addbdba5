namespace HumeGen.Server.Configs;

/// <summary>Which versions <see cref="IVersionedStore.ListAsync"/> lists.</summary>
public sealed record ResourceQuery
{
    /// <summary>Those of one resource only; of all when null.</summary>
    public string? Id { get; init; }

    /// <summary>Those of resources with this name only; of all when null.</summary>
    public string? Name { get; init; }

    /// <summary>The newest version of each resource only.</summary>
    public bool NewestOnly { get; init; }

    /// <summary>How many to leave out at the beginning.</summary>
    public int Skip { get; init; }

    /// <summary>How many to list at most.</summary>
    public int Take { get; init; } = int.MaxValue;
}
