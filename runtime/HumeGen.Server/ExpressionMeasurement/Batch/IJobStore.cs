namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>
/// Keeps batch jobs and their results. A server claims a job for a while, renews its claim while it works, and ends the job; when the server dies, the claim
/// runs out and the job is claimed again.
/// </summary>
/// <remarks>
/// All members can be used from several threads at once, and by several servers. The holder of a claim is told by <see cref="MeasurementJob.Attempt"/>: a change by one
/// who holds it no more is not made. A failure other than those of <see cref="JobChange"/> is an exception.
/// </remarks>
public interface IJobStore
{
    /// <summary>Whether there may be jobs that this server has not added: those of other servers, or of an earlier run. True unless implemented.</summary>
    bool IsShared => true;

    /// <summary>Adds a new job with its files.</summary>
    /// <returns>False when there is no room; the job is then refused.</returns>
    ValueTask<bool> AddAsync(MeasurementJob job, IReadOnlyList<JobFile> files, CancellationToken cancellationToken = default);

    /// <summary>Counts the jobs that have not ended.</summary>
    ValueTask<JobLoad> MeasureLoadAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Claims the oldest job that nobody works on: one that waits, or one whose claim has run out. It is then in progress, and its attempts are one more.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="until">The time at which the claim runs out.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The job; null when there is none to work on.</returns>
    ValueTask<MeasurementJob?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default);

    /// <summary>The files of a job that has not ended.</summary>
    ValueTask<IReadOnlyList<JobFile>> ReadFilesAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Keeps the begin of the work, and the claim for longer.</summary>
    /// <param name="job">The job.</param>
    /// <param name="until">The time at which the claim runs out.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<JobChange> RenewAsync(MeasurementJob job, DateTimeOffset until, CancellationToken cancellationToken = default);

    /// <summary>Gives a claim back: the job waits again, and the attempt does not count.</summary>
    ValueTask<JobChange> ReleaseAsync(MeasurementJob job, CancellationToken cancellationToken = default);

    /// <summary>Replaces a job whose work has ended, keeps its results, and forgets its files.</summary>
    /// <param name="job">The job.</param>
    /// <param name="results">A JSON array with the results of each source, in UTF-8.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    ValueTask<JobChange> CompleteAsync(MeasurementJob job, ReadOnlyMemory<byte> results, CancellationToken cancellationToken = default);

    /// <summary>Replaces a job that has failed without results, and forgets its files.</summary>
    ValueTask<JobChange> FailAsync(MeasurementJob job, CancellationToken cancellationToken = default);

    /// <summary>
    /// Claims a job that has ended, and whose client wants to be told of it (<see cref="MeasurementJob.HasCallback"/>), unless a server is at it; the claim of one that dies
    /// runs out.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="until">The time at which the claim runs out.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The job; null when there is none.</returns>
    ValueTask<MeasurementJob?> ClaimCallbackAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default);

    /// <summary>Notes that the client of a job has been told of its end, or cannot be told.</summary>
    ValueTask EndCallbackAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>Finds a job by its id; null when there is none.</summary>
    ValueTask<MeasurementJob?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The results of a job; null when it has none.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReadResultsAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>All jobs, newest first. The server takes as many as it needs.</summary>
    IAsyncEnumerable<MeasurementJob> ListAsync(CancellationToken cancellationToken = default);
}
