namespace HumeGen;

/// <summary>
/// Marks a message that carries bytes in its JSON, such as audio. The first one that arrives on a connection ends the time to first media, which is measured.
/// For generated code.
/// </summary>
public interface IMediaMessage;
