using System.Net.WebSockets;
using System.Threading.Channels;

namespace HumeGen;

/// <summary>The owner of a socket, as the socket sees it.</summary>
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

    /// <summary>The network has taken a message.</summary>
    void Sent(Outgoing message);

    /// <summary>A message could not be written; its sender knows why.</summary>
    void Unwritable();

    /// <summary>The socket begins to close.</summary>
    void Closing();

    /// <summary>The socket is over; nothing follows.</summary>
    /// <param name="close">The end.</param>
    /// <param name="broken">The message that the network did not take, or not for sure; null when there is none.</param>
    /// <param name="unsent">Messages whose turn has not come.</param>
    void Closed(RealtimeClose close, Outgoing? broken, ChannelReader<Outgoing> unsent);
}
