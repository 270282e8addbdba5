namespace HumeGen.Server.Database.Model;

/// <summary>The voice of a generation.</summary>
internal sealed class GenerationRow
{
    public required string Id { get; init; }

    public string? EngineId { get; init; }

    public string? Description { get; init; }

    public DateTimeOffset CreatedOn { get; init; }
}
