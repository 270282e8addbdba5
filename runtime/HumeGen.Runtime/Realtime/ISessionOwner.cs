using System.Net.WebSockets;

namespace HumeGen;

/// <summary>The typed side of a connection, as its session sees it. No member throws or waits for a handler.</summary>
internal interface ISessionOwner<TSend>
{
    /// <summary>Takes a message; the task ends when there is room for the next one.</summary>
    /// <param name="type">Text or binary.</param>
    /// <param name="message">The message; it is overwritten afterwards.</param>
    /// <param name="stop">Cancelled when the socket ends.</param>
    ValueTask TakeAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message, CancellationToken stop);

    /// <summary>Code of the program threw: a hook, a rule or a policy.</summary>
    void HookFailed(Exception exception);

    /// <summary>The state changed, but not to its end.</summary>
    void StateChanged(RealtimeState state);

    /// <summary>An attempt to reconnect follows.</summary>
    void Reconnecting(RealtimeReconnecting<TSend> news);

    /// <summary>The connection is open again.</summary>
    void Reconnected(RealtimeReconnected news);

    /// <summary>The connection is over; nothing follows.</summary>
    void Closed(RealtimeClose close);
}
