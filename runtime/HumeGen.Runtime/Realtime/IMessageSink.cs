using System.Net.WebSockets;

namespace HumeGen;

/// <summary>The typed side of a connection, as its socket sees it.</summary>
internal interface IMessageSink
{
    /// <summary>The last error message that came.</summary>
    IRealtimeError? LastError { get; }

    /// <summary>Takes a message. It never throws; the task ends when there was room for the message. More messages may come before that, and stay in order.</summary>
    /// <param name="type">Text or binary.</param>
    /// <param name="message">The message; it is overwritten once this returns.</param>
    /// <param name="stop">Cancelled when this program closes the connection: there is no point in waiting for room any more.</param>
    ValueTask TakeAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message, CancellationToken stop);

    /// <summary>A hook threw.</summary>
    void HookFailed(Exception exception);

    /// <summary>The connection begins to close.</summary>
    void Closing();

    /// <summary>The connection is over; nothing follows.</summary>
    void Closed(RealtimeClose close);
}
