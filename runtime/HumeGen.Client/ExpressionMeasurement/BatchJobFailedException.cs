using HumeGen;

namespace Hume.ExpressionMeasurement.Batch;

/// <summary>A batch job ended without predictions.</summary>
public sealed class BatchJobFailedException : ApiClientException
{
    /// <summary>Tells which job failed, and why.</summary>
    /// <param name="job">The job.</param>
    /// <param name="reason">What the server says went wrong.</param>
    public BatchJobFailedException(InferenceJob job, string reason)
        : base($"The job {job.JobId} failed: {reason}") => Job = job;

    /// <summary>The job, with its request and state.</summary>
    public InferenceJob Job { get; }
}
