namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>The jobs that have not ended.</summary>
/// <param name="Jobs">The number of jobs.</param>
/// <param name="FileBytes">The bytes of their files.</param>
public readonly record struct JobLoad(int Jobs, long FileBytes);
