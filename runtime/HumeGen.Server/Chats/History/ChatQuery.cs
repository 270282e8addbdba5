namespace HumeGen.Server.Chats.History;

/// <summary>Choice of the chats, or of the groups with such chats, that an <see cref="IChatStore"/> lists.</summary>
public sealed record ChatQuery
{
    /// <summary>Those of one group only; of all when null.</summary>
    public string? GroupId { get; init; }

    /// <summary>Those with this config only; with any when null.</summary>
    public string? ConfigId { get; init; }

    /// <summary>Those with this state only; with any when null.</summary>
    public string? Status { get; init; }

    /// <summary>Whether the newest come first.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Number of entries to leave out at the beginning.</summary>
    public int Skip { get; init; }

    /// <summary>Largest number of entries to list.</summary>
    public int Take { get; init; } = int.MaxValue;
}
