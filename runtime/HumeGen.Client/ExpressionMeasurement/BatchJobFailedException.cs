using HumeGen;

namespace Hume.ExpressionMeasurement.Batch;

/// <summary>A batch job ended without predictions.</summary>
public sealed class BatchJobFailedException : ApiClientException
{
    /// <summary>Tells which job failed, and why.</summary>
    /// <param name="job">The job.</param>
    /// <param name="reason">Description of the failure by the server.</param>
    public BatchJobFailedException(InferenceJob job, string reason)
        : base($"The job {job.JobId} failed: {reason} {HumeErrorCode.Of(null, reason)?.Remedy}".TrimEnd()) =>
        (Job, ErrorCode) = (job, HumeErrorCode.Of(null, reason));

    /// <summary>The code that the reason stands for, with its meaning and remedy; null where the catalogue does not list the reason.</summary>
    public HumeErrorCode? ErrorCode { get; }

    /// <summary>The job, with its request and state.</summary>
    public InferenceJob Job { get; }
}
