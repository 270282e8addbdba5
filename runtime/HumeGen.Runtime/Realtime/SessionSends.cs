using System.Threading.Channels;
using HumeGen.Json;

namespace HumeGen;

/// <summary>
/// The outgoing side of a session: hands messages to the present socket, keeps them while there is none, and keeps the account. The order of all calls is the
/// order on the wire, over any number of sockets.
/// </summary>
internal sealed class SessionSends<TSend, TReceive>(RealtimeOptions options, ReconnectOptions? reconnect, RealtimeSessionRules<TSend, TReceive>? rules)
    where TSend : IJsonWritable
{
    private const int MostRemembered = 256;

    // Guards all that follows. Nothing below calls code of the program while it holds it.
    private readonly object _lock = new();
    private readonly LinkedList<Outgoing> _waiting = new();
    private readonly Queue<LinkedListNode<Outgoing>> _live = new();
    private readonly Queue<(long Number, TSend Message)> _unconfirmed = new();
    private readonly RepeatedSettings<TSend> _settings = new();
    private readonly CallRegister _calls = new();
    private RealtimeSocket? _socket;
    private RealtimeClose? _close;
    private long _accepted;
    private long _confirmed;
    private long _withdrawn;
    private long _uncertain;
    private long _lost;

    /// <summary>Uncertain messages of the newest drop, and all that were lost before it.</summary>
    private (long Uncertain, long LostBefore, IReadOnlyList<TSend> Messages) _drop = (0, 0, []);

    public RealtimeAccount Account
    {
        get
        {
            lock (_lock)
            {
                var confirmed = _confirmed + (_socket?.Sends.Confirmed ?? 0);
                return new RealtimeAccount
                {
                    Accepted = _accepted,
                    Confirmed = confirmed,
                    Withdrawn = _withdrawn,
                    Uncertain = _uncertain,
                    Lost = _lost,
                    Pending = _accepted - confirmed - _withdrawn - _uncertain - _lost,
                };
            }
        }
    }

    /// <summary>Number of messages that wait to be sent.</summary>
    public int WaitingCount
    {
        get
        {
            lock (_lock)
                return _waiting.Count + (_socket?.WaitingCount ?? 0);
        }
    }

    /// <summary>Messages that are uncertain since the newest drop: their number and the newest that are not live.</summary>
    public (long Count, IReadOnlyList<TSend> Messages) Uncertain
    {
        get
        {
            lock (_lock)
                return (_drop.Uncertain, _drop.Messages);
        }
    }

    /// <summary>Number of messages that are lost since the newest drop.</summary>
    public long Lost
    {
        get
        {
            lock (_lock)
                return _lost - _drop.LostBefore;
        }
    }

    /// <summary>Sends a message, now or when there is a socket again.</summary>
    public async ValueTask SendAsync(TSend message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Accept(message) is not { } outgoing)
            return;

        try
        {
            using (cancellationToken.UnsafeRegister(static (outgoing, token) => ((Outgoing)outgoing!).Withdraw(token), outgoing))
                await outgoing.Task.ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (outgoing.IsWithdrawn)
        {
            lock (_lock)
                _withdrawn++;
            throw;
        }
    }

    /// <summary>The server called: an answer must go over the socket that the call came over.</summary>
    public void OnCall(string id)
    {
        lock (_lock)
            _calls.Add(id);
    }

    /// <summary>The network has taken a message, or broke while it did.</summary>
    public void OnSent(RealtimeSocket socket, Outgoing outgoing)
    {
        if (outgoing.IsRepeat)
            return;

        socket.Sends.OnSent();
        if (reconnect is not null && outgoing.Message is TSend message)
        {
            var names = rules?.IsSetting?.Invoke(message) == true ? RepeatedSettings<TSend>.NamesOf(message) : null;
            var isLive = rules?.IsLive?.Invoke(message) == true;
            lock (_lock)
                Remember(socket.Sends, message, names, isLive);
        }
    }

    /// <summary>A message could not be written.</summary>
    public void OnUnwritable()
    {
        lock (_lock)
            _lost++;
    }

    /// <summary>Sends over a socket from now on: first the settings that hold, then what waits.</summary>
    public void OnSocketUp(RealtimeSocket socket)
    {
        lock (_lock)
        {
            foreach (var setting in _settings.Messages)
                socket.TrySend(new Outgoing(setting, isAwaited: false, isRepeat: true));
            while (_waiting.First is { } first && socket.TrySend(first.Value))
            {
                _waiting.RemoveFirst();
                if (_live.Count > 0 && _live.Peek() == first)
                    _live.Dequeue();
            }

            _socket = socket;
        }
    }

    /// <summary>The present socket is over: settles what went over it, and keeps what has not.</summary>
    /// <param name="broken">The message that the network did not take, or not for sure; null when there is none.</param>
    /// <param name="unsent">Messages whose turn has not come; null when there are none.</param>
    public void OnSocketEnded(Outgoing? broken, ChannelReader<Outgoing>? unsent)
    {
        // A read loop that a hook holds up may still count; these figures are final.
        var sends = _socket!.Sends;
        var confirmed = sends.Confirmed;
        if (broken?.IsOnItsWay == true)
            OnSent(_socket, broken);
        var uncertain = sends.Sent - confirmed;
        var rest = unsent is null ? [] : KeepAll(unsent);
        lock (_lock)
        {
            _socket = null;
            _confirmed += confirmed;
            _uncertain += uncertain;
            Forget(sends);
            _drop = (uncertain, _lost, [.. _unconfirmed.Select(static u => u.Message)]);
            _unconfirmed.Clear();
            _calls.OnSocketEnded();
            if (broken is { IsOnItsWay: false, IsRepeat: false })
                _lost++;

            // They were accepted before all that waits already.
            for (var i = rest.Count - 1; i >= 0; i--)
                _waiting.AddFirst(rest[i]);
            FailLateAnswers();
            LimitLive();
        }
    }

    /// <summary>Takes no more messages: the program has closed the connection.</summary>
    public void Refuse(RealtimeClose close)
    {
        lock (_lock)
            _close ??= close;
    }

    /// <summary>Takes no more messages and fails those that wait: the connection is over.</summary>
    public void Close(RealtimeClose close)
    {
        lock (_lock)
        {
            _close = close;
            foreach (var outgoing in _waiting)
                Lose(outgoing, () => new RealtimeClosedException(close));
            _waiting.Clear();
            _live.Clear();
            _unconfirmed.Clear();
            _settings.Clear();
        }
    }

    /// <summary>Hands a message on, or keeps it.</summary>
    /// <returns>The message, whose task tells when it is sent; null when that is not to be waited for.</returns>
    private Outgoing? Accept(TSend message)
    {
        var answered = rules?.FindAnsweredCallId?.Invoke(message);
        var outgoing = new Outgoing(message);
        lock (_lock)
        {
            if (_close is not null)
                throw new RealtimeClosedException(_close);
            if (answered is not null && !_calls.MayAnswer(answered))
            {
                _accepted++;
                _lost++;
                throw LateAnswer();
            }

            if (_socket?.TrySend(outgoing) == true)
            {
                _accepted++;
                return outgoing;
            }

            if (reconnect is null)
                throw new RealtimeClosedException(_socket!.DescribeEnd());
            if (reconnect.Sending == SendingWhileDown.Refuse)
                throw new ApiClientException("The message was not sent, as the connection is being opened again (ReconnectOptions.Sending). Send it after Reconnected.");
        }

        // Rules are not asked and nothing is written under the lock.
        return IsKeptLive(message)
            ? KeepLive(new Outgoing(LiveCopy.Of(message), isAwaited: false))
            : KeepWaiting(outgoing);
    }

    private Outgoing? KeepLive(Outgoing outgoing)
    {
        lock (_lock)
        {
            if (_close is not null)
                throw new RealtimeClosedException(_close);
            _accepted++;
            if (_socket?.TrySend(outgoing) == true)
                return null;

            _live.Enqueue(_waiting.AddLast(outgoing));
            DropOldLive();
            return null;
        }
    }

    // Nobody else reads what a socket has left. Rules are not asked and nothing is written under the lock.
    private List<Outgoing> KeepAll(ChannelReader<Outgoing> unsent)
    {
        bool isOver;
        lock (_lock)
            isOver = _close is not null;
        var kept = new List<Outgoing>();
        while (unsent.TryRead(out var outgoing))
        {
            if (!outgoing.IsRepeat && !outgoing.IsWithdrawn && (isOver ? outgoing : KeepUnsent(outgoing)) is { } keep)
                kept.Add(keep);
        }

        return kept;
    }

    // Live messages wait as those do that are sent meanwhile: nobody is held up by them, and only the newest count.
    private Outgoing? KeepUnsent(Outgoing outgoing)
    {
        if (outgoing.Message is not TSend message || !IsKeptLive(message))
            return outgoing;
        if (!outgoing.TryStart())
            return null;

        try
        {
            var copy = new Outgoing(LiveCopy.Of(message), isAwaited: false);
            outgoing.TrySetResult();
            return copy;
        }
        catch (Exception e)
        {
            OnUnwritable();
            outgoing.Fail(e);
            return null;
        }
    }

    private bool IsKeptLive(TSend message) => reconnect?.Sending == SendingWhileDown.KeepNewestLive && rules?.IsLive?.Invoke(message) == true;

    // The caller holds _lock.
    private void LimitLive()
    {
        _live.Clear();
        for (var node = _waiting.First; node is not null; node = node.Next)
        {
            if (!node.Value.IsAwaited)
                _live.Enqueue(node);
        }

        DropOldLive();
    }

    // The caller holds _lock.
    private void DropOldLive()
    {
        while (_live.Count > reconnect?.LiveMessages)
        {
            _waiting.Remove(_live.Dequeue());
            _lost++;
        }
    }

    private Outgoing? KeepWaiting(Outgoing outgoing)
    {
        lock (_lock)
        {
            if (_close is not null)
                throw new RealtimeClosedException(_close);
            if (_socket?.TrySend(outgoing) != true)
            {
                if (_waiting.Count - _live.Count >= options.SendQueueSize)
                    RemoveWithdrawn();
                if (_waiting.Count - _live.Count >= options.SendQueueSize)
                {
                    throw new ApiClientException(FormattableString.Invariant(
                        $"The message was not sent, as {options.SendQueueSize} others wait for the connection to be opened again (RealtimeOptions.SendQueueSize)."));
                }

                _waiting.AddLast(outgoing);
            }

            _accepted++;
            return outgoing;
        }
    }

    // The caller holds _lock.
    private void RemoveWithdrawn()
    {
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.IsWithdrawn)
                _waiting.Remove(node);
            node = next;
        }
    }

    // The caller holds _lock.
    private void Remember(SendCount sends, TSend message, HashSet<string>? names, bool isLive)
    {
        if (names is not null)
            _settings.Add(message, names);
        Forget(sends);
        if (isLive)
            return;
        _unconfirmed.Enqueue((sends.Sent, message));
        if (_unconfirmed.Count > MostRemembered)
            _unconfirmed.Dequeue();
    }

    // The caller holds _lock.
    private void Forget(SendCount sends)
    {
        while (_unconfirmed.Count > 0 && _unconfirmed.Peek().Number <= sends.Confirmed)
            _unconfirmed.Dequeue();
    }

    // The caller holds _lock.
    private void FailLateAnswers()
    {
        if (rules?.FindAnsweredCallId is not { } find)
            return;
        for (var node = _waiting.First; node is not null;)
        {
            var next = node.Next;
            if (node.Value.Message is TSend message && find(message) is { } id && !_calls.MayAnswer(id))
            {
                Lose(node.Value, LateAnswer);
                _waiting.Remove(node);
            }

            node = next;
        }
    }

    // The caller holds _lock.
    private void Lose(Outgoing outgoing, Func<Exception> error)
    {
        if (!outgoing.TryStart())
            return;
        _lost++;
        outgoing.Fail(error());
    }

    private static ApiClientException LateAnswer() => new(
        "The answer was not sent: its call came over a connection that broke since, and an answer must not go into another conversation. "
        + "The server calls again if it still wants to know.");
}
