namespace HumeGen;

/// <summary>A message with which a server reports an error. A connection remembers the last one, as it is often the reason for the close that follows.</summary>
public interface IRealtimeError
{
    /// <summary>The API's error code; null when the message has none.</summary>
    IApiCode? ErrorCode { get; }

    /// <summary>The server's words; null when there are none.</summary>
    string? ErrorText { get; }
}
