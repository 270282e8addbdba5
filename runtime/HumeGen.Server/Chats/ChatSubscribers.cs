using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.Chats;

/// <summary>
/// All connections of a chat: the one that opened it, and those that joined. All get the same messages in the same order.
/// </summary>
internal sealed class ChatSubscribers(ServerSocket main)
{
    private readonly AsyncLock _order = new();
    private ServerSocket[] _others = [];

    public IReadOnlyList<ServerSocket> Others => _others;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        using var held = await _order.LockAsync(cancellationToken).ConfigureAwait(false);
        await main.SendAsync(message, cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (var other in _others)
            await other.SendAsync(message, cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Lets another connection hear everything from now on, after a message of its own.</summary>
    public async ValueTask JoinAsync(ServerSocket other, ReadOnlyMemory<byte> welcome)
    {
        using var held = await _order.LockAsync().ConfigureAwait(false);
        await other.SendAsync(welcome).ConfigureAwait(false);
        _others = [.. _others, other];
    }

    public async ValueTask LeaveAsync(ServerSocket other)
    {
        using var held = await _order.LockAsync().ConfigureAwait(false);
        _others = [.. _others.Where(known => known != other)];
    }
}
