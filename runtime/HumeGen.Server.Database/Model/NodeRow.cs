namespace HumeGen.Server.Database.Model;

/// <summary>A server that uses the database.</summary>
internal sealed class NodeRow
{
    public required string Id { get; init; }

    /// <summary>The name of the machine.</summary>
    public required string Machine { get; init; }

    /// <summary>The address at which the other servers reach it; null until it has told one.</summary>
    public string? Address { get; init; }

    /// <summary>The time from which on the server counts as dead, unless it says before that it lives.</summary>
    public DateTimeOffset AliveUntil { get; init; }
}
