using System.Threading.Channels;

namespace HumeGen;

/// <summary>Messages that wait for a socket, in the order of their calls. Its owner's lock guards it.</summary>
/// <param name="most">The most messages that wait, besides live ones.</param>
/// <param name="mostLive">The most live messages that wait.</param>
internal sealed class WaitingMessages(int most, int mostLive)
{
    private readonly LinkedList<Outgoing> _all = new();

    // Those of the live ones, in the same order.
    private readonly Queue<LinkedListNode<Outgoing>> _live = new();

    /// <summary>Adds a message.</summary>
    /// <returns>False when too many wait already.</returns>
    public bool TryAdd(Outgoing message)
    {
        if (_all.Count - _live.Count >= most)
            Remove(static m => m.IsWithdrawn);
        if (_all.Count - _live.Count >= most)
            return false;
        _all.AddLast(message);
        return true;
    }

    /// <summary>Adds a live message.</summary>
    /// <returns>Whether the oldest live one made room for it, and is gone.</returns>
    public bool AddLive(Outgoing message)
    {
        _live.Enqueue(_all.AddLast(message));
        if (_live.Count <= mostLive)
            return false;
        _all.Remove(_live.Dequeue());
        return true;
    }

    /// <summary>Puts messages that an earlier socket has not sent before all others.</summary>
    public void AddUnsent(ChannelReader<Outgoing> unsent)
    {
        var next = _all.First;
        while (unsent.TryRead(out var message))
        {
            if (message.IsRepeat || message.IsWithdrawn)
                continue;
            if (next is null)
                _all.AddLast(message);
            else
                _all.AddBefore(next, message);
        }
    }

    /// <summary>Hands all to a socket, as far as it takes them.</summary>
    public void MoveTo(RealtimeSocket socket)
    {
        while (_all.First is { } first && socket.TrySend(first.Value))
            Remove(first);
    }

    /// <summary>Removes the messages for which the condition holds.</summary>
    public void Remove(Func<Outgoing, bool> condition)
    {
        for (var node = _all.First; node is not null;)
        {
            var next = node.Next;
            if (condition(node.Value))
                Remove(node);
            node = next;
        }
    }

    // Live messages can neither be withdrawn nor answer a call, so that it is the first of them, if any.
    private void Remove(LinkedListNode<Outgoing> node)
    {
        if (_live.Count > 0 && _live.Peek() == node)
            _live.Dequeue();
        _all.Remove(node);
    }
}
