namespace HumeGen.Simulator.Sockets;

/// <summary>
/// Everybody who hears a chat: the connection that opened it, and those that joined. All hear the same in the same order.
/// </summary>
internal sealed class ChatAudience(SimulatedSocket main)
{
    private readonly Turnstile _order = new();
    private SimulatedSocket[] _others = [];

    public IReadOnlyList<SimulatedSocket> Others => _others;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        using var turn = await _order.EnterAsync(cancellationToken).ConfigureAwait(false);
        await main.SendAsync(message, cancellationToken: cancellationToken).ConfigureAwait(false);
        foreach (var other in _others)
        {
            await other.SendAsync(message, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Lets another connection hear everything from now on, after a message of its own.</summary>
    public async ValueTask JoinAsync(SimulatedSocket other, ReadOnlyMemory<byte> welcome)
    {
        using var turn = await _order.EnterAsync().ConfigureAwait(false);
        await other.SendAsync(welcome).ConfigureAwait(false);
        _others = [.. _others, other];
    }

    public async ValueTask LeaveAsync(SimulatedSocket other)
    {
        using var turn = await _order.EnterAsync().ConfigureAwait(false);
        _others = [.. _others.Where(known => known != other)];
    }
}
