namespace HumeGen.Server.Engines;

/// <summary>An engine that is missing, has failed, or does not answer; with the code that the client is told.</summary>
internal sealed class EngineException(string message, string code = "I0100", Exception? inner = null) : Exception(message, inner)
{
    public string Code => code;

    /// <summary>The error for something that an engine threw.</summary>
    public static EngineException Of(string engine, Exception fault) =>
        fault as EngineException ?? new EngineException($"The engine for {engine} failed: {fault.Message}", inner: fault);

    public static EngineException Missing(string engine, string property) => new(
        $"The server has no engine for {engine}: {nameof(HumeServerEngines)}.{property} is not set.");
}
