using System.Net.WebSockets;
using System.Threading.Channels;

namespace HumeGen.Testing;

/// <summary>A WebSocket that receives what a script says, and takes whatever is sent. One task reads and one task writes, as of any WebSocket.</summary>
/// <param name="script">The script, of which other sockets read what this one leaves.</param>
internal sealed class FakeWebSocket(ChannelReader<FakeFrame> script) : WebSocket
{
    // Cancelled when this end closes or aborts it, which ends the wait for the script.
    private readonly CancellationTokenSource _ended = new();

    // No lock: for the task that reads.
    private FakeFrame.Message? _message;
    private int _read;

    // No lock: each change is one write, and the state only gets further.
    private volatile WebSocketState _state = WebSocketState.Open;
    private volatile FakeFrame.End? _end;

    public override WebSocketState State => _state;

    public override WebSocketCloseStatus? CloseStatus => _end is { } end ? (WebSocketCloseStatus)end.Code : null;

    public override string? CloseStatusDescription => _end?.Reason;

    public override string? SubProtocol => null;

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (_state == WebSocketState.Aborted)
                throw Lost();
            if (_state == WebSocketState.CloseSent)
            {
                _state = WebSocketState.Closed;
                return Closing();
            }

            if (_message is not null)
                return Next(buffer);
            if (!script.TryRead(out var frame))
            {
                await WaitAsync().ConfigureAwait(false);
                continue;
            }

            switch (frame)
            {
                case FakeFrame.Message message:
                    (_message, _read) = (message, 0);
                    break;
                case FakeFrame.End end:
                    (_end, _state) = (end, WebSocketState.CloseReceived);
                    return Closing();
                default:
                    _state = WebSocketState.Aborted;
                    break;
            }
        }
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        _state is WebSocketState.Open or WebSocketState.CloseReceived ? Task.CompletedTask : Task.FromException(Lost());

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        if (_state == WebSocketState.Aborted)
            return Task.FromException(Lost());
        if (_state == WebSocketState.CloseReceived)
        {
            _state = WebSocketState.Closed;
            return Task.CompletedTask;
        }

        // A server answers a close with the same code.
        _end = new FakeFrame.End((int)closeStatus, "");
        _state = WebSocketState.CloseSent;
        _ended.Cancel();
        return Task.CompletedTask;
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override void Abort()
    {
        if (_state != WebSocketState.Closed)
            _state = WebSocketState.Aborted;
        _ended.Cancel();
    }

    public override void Dispose() => Abort();

    private static WebSocketException Lost() => new(WebSocketError.ConnectionClosedPrematurely);

    private static WebSocketReceiveResult Closing() => new(0, WebSocketMessageType.Close, true);

    private WebSocketReceiveResult Next(ArraySegment<byte> buffer)
    {
        var message = _message!;
        var count = Math.Min(buffer.Count, message.Data.Length - _read);
        Array.Copy(message.Data, _read, buffer.Array!, buffer.Offset, count);
        _read += count;
        var isAll = _read == message.Data.Length;
        if (isAll)
            _message = null;
        return new WebSocketReceiveResult(count, message.IsBinary ? WebSocketMessageType.Binary : WebSocketMessageType.Text, isAll);
    }

    private async Task WaitAsync()
    {
        try
        {
            await script.WaitToReadAsync(_ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The state says why.
        }
    }
}
