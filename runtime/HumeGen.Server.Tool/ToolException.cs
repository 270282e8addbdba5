namespace HumeGen.Server.Tool;

/// <summary>The server cannot start. The message is for the user.</summary>
internal sealed class ToolException(string message) : Exception(message);
