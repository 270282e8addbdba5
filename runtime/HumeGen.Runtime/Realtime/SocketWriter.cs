using System.Net.WebSockets;
using System.Threading.Channels;
using HumeGen.Json;

namespace HumeGen;

/// <summary>The task of a socket that writes, and the messages that wait for their turn.</summary>
internal sealed class SocketWriter(
    WebSocket socket,
    ConnectionEnd end,
    Watchdog watchdog,
    MessageHooks hooks,
    ConnectionTelemetry telemetry,
    CallSecrets secrets,
    Action abort,
    Action<IJsonWritable>? onSent)
{
    private readonly Channel<Outgoing> _outgoing = Channel.CreateUnbounded<Outgoing>();

    // Guards _isOver, which is read without it as well, and _sending: whoever takes the message back settles it, the write loop when it is through with it or the end before that.
    private readonly object _turn = new();
    private volatile bool _isOver;
    private Outgoing? _sending;

    // No lock: for the write loop alone.
    private bool _sendFailed;

    /// <summary>Messages whose turn has not come.</summary>
    public ChannelReader<Outgoing> Unsent => _outgoing.Reader;

    private bool MayStillSend => !_sendFailed && !_isOver && end.Kind is null or RealtimeEnd.ClosedByClient;

    /// <summary>Queues a message.</summary>
    /// <returns>False when no more are taken.</returns>
    public bool TrySend(Outgoing message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Takes no more messages.</summary>
    public void Complete() => _outgoing.Writer.TryComplete();

    /// <summary>Takes back the message that is being sent, as the connection is over; null when there is none. The write loop may hang in it still.</summary>
    public Outgoing? TakeSending()
    {
        lock (_turn)
        {
            _isOver = true;
            var sending = _sending;
            _sending = null;
            return sending;
        }
    }

    /// <summary>Sends messages until the connection ends, and then the close frame. Runs once.</summary>
    public async Task RunAsync(ISocketOwner owner)
    {
        using var frames = new FrameWriter();
        while (MayStillSend && await _outgoing.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (Next() is { } next)
                await WriteAsync(next, frames, owner).ConfigureAwait(false);
        }

        if (!_sendFailed)
            await SendCloseFrameAsync().ConfigureAwait(false);
    }

    // Once the end has come, what is left is not for this loop any more.
    private Outgoing? Next()
    {
        lock (_turn)
        {
            while (MayStillSend && _outgoing.Reader.TryRead(out var next))
            {
                if (next.TryStart())
                    return _sending = next;
            }

            return null;
        }
    }

    private async ValueTask WriteAsync(Outgoing next, FrameWriter frames, ISocketOwner owner)
    {
        ReadOnlyMemory<byte> frame;
        try
        {
            frame = frames.Write(next.Message);
        }
        catch (Exception e)
        {
            // The message is at fault, not the connection.
            Settle(next, owner, secrets.Clean(e));
            return;
        }

        var type = next.Message is IBinaryMessage ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
        hooks.Show(RealtimeDirection.Sent, type, frame, owner);
        lock (_turn)
        {
            // A hook may have held it up until after the end.
            if (_sending != next)
                return;
            next.IsOnItsWay = true;
        }

        try
        {
            watchdog.OnSendStarted();
            await socket.SendAsync(frame, type, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
            telemetry.OnSent(frame.Length);
            Settle(next, owner, null);
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

    private void Settle(Outgoing message, ISocketOwner owner, Exception? error)
    {
        lock (_turn)
        {
            if (_sending != message)
                return;
            _sending = null;

            // In here, so that the end counts what the account has.
            if (error is null)
                owner.Sent(message);
            else
                owner.Unwritable(message, error);
        }

        if (error is not null)
        {
            message.Fail(error);
            return;
        }

        // Before the sender is told, so that it finds the message where a fake keeps it.
        onSent?.Invoke(message.Message);
        message.TrySetResult();
    }

    private async Task SendCloseFrameAsync()
    {
        if (end.CodeToSend is not { } code)
            return;

        try
        {
            // A page may send no other codes of the standard, only ones of its own.
            var told = OperatingSystem.IsBrowser() && code != WebSocketCloseStatus.NormalClosure ? (WebSocketCloseStatus)(3000 + (int)code) : code;
            await socket.CloseOutputAsync(told, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // The connection is gone already; how it ended is known.
            abort();
        }
    }
}
