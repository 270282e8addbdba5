namespace HumeGen.Server.ExpressionMeasurement;

/// <summary>An engine that failed or answered with something that makes no sense: no fault of the client.</summary>
internal sealed class EngineException(string engine, string problem, Exception? inner = null) : Exception($"The engine for {engine} {problem}", inner)
{
    /// <summary>An engine that threw.</summary>
    public static EngineException Failed(string engine, Exception inner) => new(engine, $"failed: {inner.GetType().Name}: {inner.Message}", inner);
}
