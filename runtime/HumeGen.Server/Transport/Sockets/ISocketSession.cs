using System.Net.WebSockets;

namespace HumeGen.Server.Transport.Sockets;

/// <summary>
/// The server's side of one connection. The calls come one after the other; the last one disposes it, when the client has closed or gone.
/// </summary>
internal interface ISocketSession : IAsyncDisposable
{
    /// <summary>Sends what the server says first.</summary>
    ValueTask StartAsync();

    /// <summary>Takes one message. The bytes are good for the time of the call only.</summary>
    ValueTask ReceiveAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message);

    /// <summary>
    /// Ends what has to be ended before the client hears that the server stops, as it may come again at once; it may be called while a message is taken.
    /// </summary>
    ValueTask StopAsync() => default;

    /// <summary>Tells the client that the server itself is at fault, before the connection is closed.</summary>
    ValueTask FailAsync(Exception fault);
}
