namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>The state of a job.</summary>
public enum JobStatus
{
    /// <summary>It waits for its turn.</summary>
    Queued,

    /// <summary>The engines work on it.</summary>
    InProgress,

    /// <summary>It has ended with predictions.</summary>
    Completed,

    /// <summary>It has ended without.</summary>
    Failed,
}
