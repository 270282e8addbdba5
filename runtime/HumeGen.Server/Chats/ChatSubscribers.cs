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
    // Who joins gets so many messages while the others wait; all before that are sent beside the chat.
    private const int LastMessages = 4;

    private readonly AsyncLock _order = new();
    private readonly List<ReadOnlyMemory<byte>> _history = [];
    private ServerSocket[] _others = [];

    public IReadOnlyList<ServerSocket> Others => _others;

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
        foreach (var other in _others)
            await other.SendAsync(message, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets another connection hear everything: a message of its own, all that was sent so far, and from then on what is sent.</summary>
    public async ValueTask JoinAsync(ServerSocket other, ReadOnlyMemory<byte> welcome)
    {
        await other.SendAsync(welcome).ConfigureAwait(false);
        for (var sent = 0; !other.IsClosing;)
        {
            ReadOnlyMemory<byte>[] missed;
            using (await _order.LockAsync().ConfigureAwait(false))
            {
                missed = [.. _history.Skip(sent)];
                if (missed.Length <= LastMessages)
                {
                    foreach (var message in missed)
                        await other.SendAsync(message).ConfigureAwait(false);

                    _others = [.. _others, other];
                    return;
                }
            }

            foreach (var message in missed)
                await other.SendAsync(message).ConfigureAwait(false);

            sent += missed.Length;
        }
    }

    public async ValueTask LeaveAsync(ServerSocket other)
    {
        using var held = await _order.LockAsync().ConfigureAwait(false);
        _others = [.. _others.Where(known => known != other)];
    }
}
