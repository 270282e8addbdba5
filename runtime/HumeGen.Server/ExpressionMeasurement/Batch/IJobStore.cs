namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>Keeps batch jobs and their results.</summary>
/// <remarks>All members can be used from several threads at once. A failure other than a lack of room is an exception.</remarks>
public interface IJobStore
{
    /// <summary>Adds a new job.</summary>
    /// <returns>False when there is no room; the job is then refused.</returns>
    ValueTask<bool> AddAsync(MeasurementJob job, CancellationToken cancellationToken = default);

    /// <summary>Replaces a job whose work has begun, or has ended without results.</summary>
    ValueTask UpdateAsync(MeasurementJob job, CancellationToken cancellationToken = default);

    /// <summary>Replaces a job whose work has ended, and keeps its results.</summary>
    /// <param name="job">The job.</param>
    /// <param name="results">A JSON array with the results of each source, in UTF-8.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False when there is no room; the job is then failed by a call of <see cref="UpdateAsync"/>.</returns>
    ValueTask<bool> CompleteAsync(MeasurementJob job, ReadOnlyMemory<byte> results, CancellationToken cancellationToken = default);

    /// <summary>Finds a job by its id; null when there is none.</summary>
    ValueTask<MeasurementJob?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The results of a job; null when it has none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadResultsAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>All jobs, newest first. The server takes as many as it needs.</summary>
    IAsyncEnumerable<MeasurementJob> ListAsync(CancellationToken cancellationToken = default);
}
