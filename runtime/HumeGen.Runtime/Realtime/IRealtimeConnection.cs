using System.Threading.Channels;
using HumeGen.Json;

namespace HumeGen;

/// <summary>
/// A WebSocket connection whose messages have types, as a program sees it and as a test can stand in for it. Where it may reconnect
/// (<see cref="RealtimeOptions.Reconnect"/>), it outlives the sockets below it: reading, sending and waiting go on over drops, and <see cref="Reconnecting"/> and
/// <see cref="Reconnected"/> tell of them. All members may be used from many threads at once. Dispose it when done; that closes it.
/// </summary>
/// <typeparam name="TSend">The type of messages that may be sent.</typeparam>
/// <typeparam name="TReceive">The type of messages that arrive. A message that cannot be read arrives as well, as the member of this type that stands for the unknown.</typeparam>
public interface IRealtimeConnection<TSend, TReceive> : IAsyncDisposable
    where TSend : IJsonWritable
{
    /// <summary>The state changed. Handlers run one after another, apart from the connection's own tasks: they may block or dispose the connection.</summary>
    event EventHandler<RealtimeState>? StateChanged;

    /// <summary>
    /// A message could not be read; it comes as an item as well. Handlers run as those of <see cref="StateChanged"/> do, and miss some when they fall far behind.
    /// </summary>
    event EventHandler<Exception>? ProtocolError;

    /// <summary>
    /// The connection broke and is to be opened again; raised before the wait of each attempt. Handlers run as those of <see cref="StateChanged"/> do.
    /// </summary>
    event EventHandler<RealtimeReconnecting<TSend>>? Reconnecting;

    /// <summary>
    /// The connection is open again. Messages that waited are sent after the settings that hold. Handlers run as those of <see cref="StateChanged"/> do.
    /// </summary>
    event EventHandler<RealtimeReconnected>? Reconnected;

    /// <summary>
    /// A handler of an event of this connection, a hook that sees its messages or another function that it runs failed. The connection goes on.
    /// </summary>
    event EventHandler<Exception>? HandlerFailed;

    /// <summary>
    /// A number that no other connection of this program has, to tell their messages apart: <see cref="RealtimeMessage.ConnectionId"/>. It stays when the
    /// connection reconnects.
    /// </summary>
    long ConnectionId { get; }

    /// <summary>The state of the connection.</summary>
    RealtimeState State { get; }

    /// <summary>Ends when the connection has ended, in whatever way, and says how. It never fails.</summary>
    Task<RealtimeClose> Closed { get; }

    /// <summary>The account of the messages that were given to <see cref="SendAsync"/>. It balances at any time.</summary>
    RealtimeAccount Account { get; }

    /// <summary>
    /// Received messages as a channel; a message goes to one reader only. It completes when the connection ends, with <see cref="RealtimeClosedException"/>
    /// unless <see cref="RealtimeClose.IsNormal"/>.
    /// </summary>
    ChannelReader<TReceive> Reader { get; }

    /// <summary>
    /// Sends a message. Messages go out whole and, of one caller, in the order of the calls, whether it waits for each or not. Do not change a message or its
    /// bytes until the task has ended.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">
    /// Withdraws the message while it waits for its turn. Once it is on the wire, this does nothing; the connection lives on in any case.
    /// </param>
    /// <returns>
    /// A task that ends when the network has taken the message. Where the connection reconnects, it waits for that; a message that was on its way when the
    /// connection broke is not sent again but counts as uncertain, which <see cref="Reconnecting"/> tells, and its task ends without an error.
    /// </returns>
    /// <exception cref="RealtimeClosedException">The connection is over, and how it ended. The message was not sent, or maybe not.</exception>
    /// <exception cref="ApiClientException">
    /// The message was not sent: it answers a call that came over a socket that broke since, or the connection is being opened again and takes no more meanwhile
    /// (<see cref="ReconnectOptions.Sending"/>, <see cref="RealtimeOptions.SendQueueSize"/>).
    /// </exception>
    /// <exception cref="ApiTimeoutException">The message could not be sent within <see cref="RealtimeOptions.SendTimeout"/>; the connection is over.</exception>
    ValueTask SendAsync(TSend message, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads messages as they arrive, until the connection ends. Leaving the loop leaves the connection open, and another loop goes on where this one stopped.
    /// One loop at a time.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait for messages, not the connection.</param>
    /// <returns>The messages.</returns>
    /// <exception cref="RealtimeClosedException">The connection ended, and neither this program nor the server closed it as usual.</exception>
    /// <exception cref="InvalidOperationException">Another loop is reading already.</exception>
    IAsyncEnumerable<TReceive> ReadAllAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Closes the connection: sends what waits to be sent, says good-bye and waits for the server's answer, at most
    /// <see cref="RealtimeOptions.CloseTimeout"/>; then cuts it off. Messages that arrive meanwhile can still be read, as far as the queue has room.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; the connection closes by itself.</param>
    /// <returns>A task that ends when the connection is over.</returns>
    ValueTask CloseAsync(CancellationToken cancellationToken = default);
}
