namespace HumeGen;

/// <summary>A message with which a server reports an error. A connection remembers the last one, as it is often the reason for the close that follows.</summary>
public interface IRealtimeError
{
    /// <summary>The service's code, such as <c>E42</c>; null when the message has none.</summary>
    HumeErrorCode? ErrorCode { get; }

    /// <summary>What the server says; null when it says nothing.</summary>
    string? ErrorText { get; }
}
