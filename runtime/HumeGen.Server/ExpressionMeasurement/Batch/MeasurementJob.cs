namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>A batch job of expression measurement, as a store keeps it.</summary>
public sealed record MeasurementJob
{
    /// <summary>The id, a UUID. Letter case does not matter.</summary>
    public required string Id { get; init; }

    /// <summary>The request as a JSON object, with all defaults written out. The files themselves are not in it.</summary>
    public required string Request { get; init; }

    /// <summary>The state.</summary>
    public JobStatus Status { get; init; }

    /// <summary>The number of times that a server has claimed it.</summary>
    public int Attempt { get; init; }

    /// <summary>The time of the request.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The begin of the work; null before. It may lie in the future by <see cref="HumeServerOptions.JobDuration"/>, and counts from then on.</summary>
    public DateTimeOffset? Started { get; init; }

    /// <summary>The end of the work; null before. It may lie in the future by <see cref="HumeServerOptions.JobDuration"/>, and counts from then on.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>The number of predictions of a completed job.</summary>
    public int Predictions { get; init; }

    /// <summary>The number of errors of a completed job.</summary>
    public int Errors { get; init; }

    /// <summary>The reason why the job failed; null for any other.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether the client wants to be told of its end, and has not been told yet.</summary>
    public bool HasCallback { get; init; }

    /// <summary>The state as clients see it at a time.</summary>
    internal JobStatus StatusAt(DateTimeOffset now) =>
        Started is not { } started || now < started ? JobStatus.Queued
        : Ended is not { } ended || now < ended ? JobStatus.InProgress
        : Status;
}
