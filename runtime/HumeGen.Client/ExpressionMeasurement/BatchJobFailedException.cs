using HumeGen;

namespace Hume.ExpressionMeasurement.Batch;

/// <summary>A batch job ended without predictions.</summary>
/// <param name="job">The job.</param>
/// <param name="reason">What the server says went wrong.</param>
public sealed class BatchJobFailedException(InferenceJob job, string reason)
    : HumeException($"The job {job.JobId} failed: {reason}")
{
    /// <summary>The job, with its request and state.</summary>
    public InferenceJob Job { get; } = job;
}
