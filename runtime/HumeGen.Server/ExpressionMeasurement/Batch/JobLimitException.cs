namespace HumeGen.Server.ExpressionMeasurement.Batch;

/// <summary>A job that makes more than the limits of the server allow.</summary>
internal sealed class JobLimitException : Exception;
