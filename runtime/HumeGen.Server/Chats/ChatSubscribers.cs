using System.Net.WebSockets;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.Chats;

/// <summary>
/// All connections of a chat: the one that opened it, and those that joined. All get the same messages in the same order; who joins gets those from
/// before first, but for sound and for words that were not final.
/// </summary>
/// <param name="main">The connection that opened the chat.</param>
/// <param name="canBeJoined">Whether messages are kept for others.</param>
internal sealed class ChatSubscribers(ServerSocket main, bool canBeJoined)
{
    private readonly AsyncLock _order = new();
    private readonly List<ReadOnlyMemory<byte>> _history = [];
    private readonly List<ChatObserver> _observers = [];
    private (WebSocketCloseStatus Code, string Reason)? _end;

    /// <summary>The id of the request that opened the chat.</summary>
    public string RequestId => main.RequestId;

    /// <summary>Sends a message to all.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isPassing">Whether those who join later do not need it: sound, or words that were not final.</param>
    /// <param name="cancellationToken">Gives up waiting for a place in the queue.</param>
    public async ValueTask SendAsync(
        ReadOnlyMemory<byte> message, bool isPassing = false, CancellationToken cancellationToken = default)
    {
        using var held = await _order.LockAsync(cancellationToken).ConfigureAwait(false);
        if (canBeJoined && !isPassing)
            _history.Add(message);

        await main.SendAsync(message, cancellationToken: cancellationToken).ConfigureAwait(false);
        _observers.RemoveAll(observer => !observer.TrySend(message));
    }

    /// <summary>Lets another connection hear everything: a message of its own, all that was sent so far, and from then on what is sent.</summary>
    public async ValueTask JoinAsync(ServerSocket other, ReadOnlyMemory<byte> welcome)
    {
        using var held = await _order.LockAsync().ConfigureAwait(false);
        var observer = new ChatObserver(other, [welcome, .. _history]);
        if (_end is var (code, reason))
            observer.End(code, reason);
        else
            _observers.Add(observer);
    }

    public async ValueTask LeaveAsync(ServerSocket other)
    {
        using var held = await _order.LockAsync().ConfigureAwait(false);
        foreach (var observer in _observers.Where(observer => observer.Socket == other))
            observer.Leave();

        _observers.RemoveAll(observer => observer.Socket == other);
    }

    /// <summary>Closes the connections that joined, each after all that was sent to it.</summary>
    public async ValueTask EndAsync(WebSocketCloseStatus code, string reason)
    {
        using var held = await _order.LockAsync().ConfigureAwait(false);
        _end = (code, reason);
        _observers.ForEach(observer => observer.End(code, reason));
    }
}
