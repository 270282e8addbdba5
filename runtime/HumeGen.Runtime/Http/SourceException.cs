namespace HumeGen;

/// <summary>The caller's file or stream failed, not the connection.</summary>
internal sealed class SourceException(string message, Exception? innerException) : IOException(message, innerException);
