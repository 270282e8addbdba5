namespace HumeGen.Server.Engines;

/// <summary>Thrown when an engine is missing, fails, takes too long or gives what the server cannot use. The message is meant for clients.</summary>
internal sealed class EngineException : Exception
{
    public EngineException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }

    /// <param name="message">Text for clients.</param>
    /// <param name="code">The code of the error on the WebSocket.</param>
    /// <param name="cause">The reason.</param>
    public EngineException(string message, string code, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <summary>The code of the error on the WebSocket.</summary>
    public string Code { get; } = "I0100";
}
