namespace HumeGen.Server.Database.Model;

/// <summary>A version of a config, prompt, tool or custom voice.</summary>
internal sealed class VersionRow
{
    public required string Kind { get; init; }

    public required string ResourceId { get; init; }

    public int Number { get; init; }

    public string? Description { get; init; }

    /// <summary>The content as JSON.</summary>
    public required string Content { get; init; }

    public DateTimeOffset ModifiedOn { get; init; }

    public ResourceRow? Resource { get; init; }
}
