namespace HumeGen.Server.Database.Model;

/// <summary>A file of a job that has not ended. Its bytes are in the folder.</summary>
internal sealed class JobFileRow
{
    public required string JobId { get; init; }

    public int Number { get; init; }

    public required string Name { get; init; }

    public string? ContentType { get; init; }

    public JobRow? Job { get; init; }
}
