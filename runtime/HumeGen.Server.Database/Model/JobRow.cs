using HumeGen.Server.ExpressionMeasurement.Batch;

namespace HumeGen.Server.Database.Model;

/// <summary>A batch job. Its files and results are in the folder.</summary>
internal sealed class JobRow
{
    public required string Id { get; init; }

    public required string Request { get; init; }

    public JobStatus Status { get; init; }

    public int Attempt { get; init; }

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    public int Predictions { get; init; }

    public int Errors { get; init; }

    public string? Failure { get; init; }

    /// <summary>Whether the client wants to be told of its end, and has not been told yet.</summary>
    public bool HasCallback { get; init; }

    public bool HasResults { get; init; }

    public long FileBytes { get; init; }

    /// <summary>The end of the claim of the work, or of the callback once the work has ended; null while nobody claims it.</summary>
    public DateTimeOffset? ClaimedUntil { get; init; }

    /// <summary>The server that claims it.</summary>
    public string? NodeId { get; init; }

    /// <summary>The place among all jobs, by the time at which they were added.</summary>
    public long Order { get; init; }
}
