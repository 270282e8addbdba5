namespace HumeGen.Server.Engines;

/// <summary>
/// Thrown when an engine is missing, fails, takes too long or gives what the server cannot use. The message goes to clients; the server's log has the inner
/// exception as well. An engine that throws it says by its message what to do; any other exception of an engine is told as a failure without details.
/// </summary>
public sealed class EngineException : Exception
{
    /// <param name="message">Text for clients.</param>
    /// <param name="cause">The reason, for the log.</param>
    public EngineException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <param name="message">Text for clients.</param>
    /// <param name="code">The code of the error on the WebSocket.</param>
    /// <param name="cause">The reason.</param>
    internal EngineException(string message, string code, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <summary>Whether the engine took too long, so that asking again would take long too.</summary>
    internal bool IsLate { get; init; }

    /// <summary>The code of the error on the WebSocket.</summary>
    internal string Code { get; } = "I0100";
}
