using System.Net.WebSockets;
using System.Threading.Channels;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.Chats;

/// <summary>
/// A connection that has joined a chat. What it is to hear waits here, so that one that reads slowly holds up neither the chat nor the others; one that is
/// far behind is closed.
/// </summary>
internal sealed class ChatObserver
{
    /// <summary>The bytes of messages that may wait, beside those from before it joined.</summary>
    public const int MaxWaitingBytes = 8 << 20;

    private const WebSocketCloseStatus TryAgainLater = (WebSocketCloseStatus)1013;

    private readonly Channel<ReadOnlyMemory<byte>> _messages = Channel.CreateUnbounded<ReadOnlyMemory<byte>>();
    private readonly long _maxBytes;
    private (WebSocketCloseStatus Code, string Reason) _end;
    private long _bytes;

    /// <param name="socket">The connection.</param>
    /// <param name="before">The messages that it gets first.</param>
    public ChatObserver(ServerSocket socket, IReadOnlyList<ReadOnlyMemory<byte>> before)
    {
        Socket = socket;
        _bytes = before.Sum(message => (long)message.Length);
        _maxBytes = _bytes + MaxWaitingBytes;
        foreach (var message in before)
            _messages.Writer.TryWrite(message);

        _ = Task.Run(SendAllAsync);
    }

    public ServerSocket Socket { get; }

    /// <summary>Adds a message; false when too much waits already, and the connection is closed for that.</summary>
    public bool TrySend(ReadOnlyMemory<byte> message)
    {
        if (Interlocked.Add(ref _bytes, message.Length) <= _maxBytes)
        {
            _messages.Writer.TryWrite(message);
            return true;
        }

        Leave();
        _ = Socket.CloseOnceAsync(TryAgainLater, $"More than {MaxWaitingBytes} bytes of messages wait to be read.");
        return false;
    }

    /// <summary>Nothing more is sent.</summary>
    public void Leave()
    {
        _messages.Writer.TryComplete();
        while (_messages.Reader.TryRead(out _))
        {
            // Nobody waits for it any more.
        }
    }

    /// <summary>Closes the connection after what waits.</summary>
    public void End(WebSocketCloseStatus code, string reason)
    {
        _end = (code, reason);
        _messages.Writer.TryComplete();
    }

    private async Task SendAllAsync()
    {
        await foreach (var message in _messages.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            await Socket.SendAsync(message).ConfigureAwait(false);
            Interlocked.Add(ref _bytes, -message.Length);
        }

        await Socket.CloseOnceAsync(_end.Code, _end.Reason).ConfigureAwait(false);
    }
}
