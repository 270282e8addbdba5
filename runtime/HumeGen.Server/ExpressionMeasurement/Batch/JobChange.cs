namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>The outcome of a change that the holder of a lease makes to its job.</summary>
public enum JobChange
{
    /// <summary>The job is changed.</summary>
    Made,

    /// <summary>The lease was over and another server has claimed the job, or it has ended or is gone: nothing is changed.</summary>
    LeaseLost,

    /// <summary>There is no room for the results: nothing is changed.</summary>
    NoRoom,
}
