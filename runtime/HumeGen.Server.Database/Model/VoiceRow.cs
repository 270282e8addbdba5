namespace HumeGen.Server.Database.Model;

/// <summary>A saved voice.</summary>
internal sealed class VoiceRow
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? EngineId { get; init; }

    public string? Description { get; init; }

    /// <summary>The place among all voices, by the time at which they were saved.</summary>
    public long Order { get; init; }
}
