namespace HumeGen.Server.Database.Model;

/// <summary>A config, prompt, tool or custom voice.</summary>
internal sealed class ResourceRow
{
    public required string Kind { get; init; }

    public required string Id { get; init; }

    public required string Name { get; init; }

    public DateTimeOffset CreatedOn { get; init; }

    /// <summary>The number that the next version gets.</summary>
    public int NextVersion { get; init; }

    /// <summary>The place among all resources, by the time at which they were added.</summary>
    public long Order { get; init; }

    public List<VersionRow> Versions { get; init; } = [];
}
