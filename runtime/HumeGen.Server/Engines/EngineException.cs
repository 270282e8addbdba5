namespace HumeGen.Server.Engines;

/// <summary>Thrown when an engine is missing, fails, takes too long or gives what the server cannot use. The message is meant for clients.</summary>
internal sealed class EngineException(string message, Exception? cause = null) : Exception(message, cause);
