namespace HumeGen.Tool;

/// <summary>A command cannot do its work; the message says why and what to do.</summary>
internal sealed class ToolException(string message) : Exception(message);
