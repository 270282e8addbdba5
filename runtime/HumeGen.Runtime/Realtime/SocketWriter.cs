using System.Net.WebSockets;
using System.Threading.Channels;

namespace HumeGen;

/// <summary>The task of a socket that writes, and the messages that wait for their turn.</summary>
internal sealed class SocketWriter(WebSocket socket, ConnectionEnd end, Watchdog watchdog, MessageHooks hooks, CallSecrets secrets, Action abort)
{
    private readonly Channel<Outgoing> _outgoing = Channel.CreateUnbounded<Outgoing>(new UnboundedChannelOptions { SingleReader = true });

    // No lock: set once when all is over, and read by the write loop, hence volatile.
    private volatile RealtimeClose? _over;

    // No lock: the write loop sets it before it reads _over, and the end takes it after setting _over.
    private Outgoing? _sending;

    // No lock: for the write loop alone.
    private bool _sendFailed;

    /// <summary>Messages whose turn has not come.</summary>
    public ChannelReader<Outgoing> Unsent => _outgoing.Reader;

    private bool MayStillSend => !_sendFailed && end.Kind is null or RealtimeEnd.ClosedByClient;

    /// <summary>Queues a message.</summary>
    /// <returns>False when no more are taken.</returns>
    public bool TrySend(Outgoing message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Takes no more messages.</summary>
    public void Complete() => _outgoing.Writer.TryComplete();

    /// <summary>Takes back the message that is being sent, as the connection is over; null when there is none. The write loop may hang in it still.</summary>
    public Outgoing? TakeSending(RealtimeClose close)
    {
        _over = close;
        return Interlocked.Exchange(ref _sending, null);
    }

    /// <summary>Sends messages until the connection ends, and then the close frame. Runs once.</summary>
    public async Task RunAsync(ISocketOwner owner)
    {
        using var frames = new FrameWriter();
        while (MayStillSend && await _outgoing.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (MayStillSend && _outgoing.Reader.TryRead(out var next))
            {
                if (next.TryStart())
                    await WriteAsync(next, frames, owner).ConfigureAwait(false);
            }
        }

        if (!_sendFailed)
            await SendCloseFrameAsync().ConfigureAwait(false);
    }

    private async ValueTask WriteAsync(Outgoing next, FrameWriter frames, ISocketOwner owner)
    {
        Interlocked.Exchange(ref _sending, next);
        if (_over is { } over)
        {
            Refuse(next, owner, new RealtimeClosedException(over));
            return;
        }

        ReadOnlyMemory<byte> frame;
        try
        {
            frame = frames.Write(next.Message);
        }
        catch (Exception e)
        {
            // The message is at fault, not the connection.
            Refuse(next, owner, secrets.Clean(e));
            return;
        }

        var type = next.Message is IBinaryMessage ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
        hooks.Show(RealtimeDirection.Sent, type, frame, owner);
        try
        {
            next.IsOnItsWay = true;
            watchdog.OnSendStarted();
            await socket.SendAsync(frame, type, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
            if (Claim(next))
            {
                owner.Sent(next);
                next.TrySetResult();
            }
        }
        catch (Exception e)
        {
            // The reader will find out why, maybe a close frame that is still to be read. If it finds nothing, the timer ends it. The end tells the sender.
            _sendFailed = true;
            end.FailSend(e);
            _outgoing.Writer.TryComplete();
        }
        finally
        {
            watchdog.OnSendCompleted();
        }
    }

    private void Refuse(Outgoing message, ISocketOwner owner, Exception error)
    {
        if (!Claim(message))
            return;
        message.Fail(error);
        owner.Unwritable();
    }

    private async Task SendCloseFrameAsync()
    {
        if (end.CodeToSend is not { } code)
            return;

        try
        {
            await socket.CloseOutputAsync(code, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The connection is gone already; how it ended is known.
            abort();
        }
    }

    // Whoever takes a message back settles it: the write loop when it is through with it, or the end before that.
    private bool Claim(Outgoing message) => Interlocked.CompareExchange(ref _sending, null, message) == message;
}
