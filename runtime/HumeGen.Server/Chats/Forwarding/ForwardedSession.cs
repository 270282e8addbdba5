using System.Net.WebSockets;
using HumeGen.Server.Transport.Sockets;

namespace HumeGen.Server.Chats.Forwarding;

/// <summary>A further connection to a chat on another server: what either side says goes to the other, as it is.</summary>
internal sealed class ForwardedSession(ClientWebSocket holder, AcceptedHandshake handshake) : ISocketSession
{
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _over = new();
    private Task _reading = Task.CompletedTask;

    public ValueTask StartAsync()
    {
        handshake.Socket.ChatId = handshake.Path["chat_id"];
        _reading = Task.Run(ReadAllAsync);
        return default;
    }

    public async ValueTask ReceiveAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message)
    {
        try
        {
            await holder.SendAsync(message, type, endOfMessage: true, _over.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsLoss(fault))
        {
            // The reading side tells the client.
        }
    }

    public ValueTask FailAsync(Exception fault) =>
        handshake.Socket.SendAsync(ChatMessages.Error(new SocketFault("I0100", fault.Message), handshake.Socket.RequestId, null));

    public async ValueTask DisposeAsync()
    {
        _over.CancelAfter(CloseTimeout);
        try
        {
            await holder.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _over.Token).ConfigureAwait(false);
        }
        catch (Exception fault) when (IsLoss(fault))
        {
            // It is gone already.
        }

        await _reading.ConfigureAwait(false);
        holder.Dispose();
        _over.Dispose();
    }

    private async Task ReadAllAsync()
    {
        var (code, reason) = (WebSocketCloseStatus.EndpointUnavailable, "The server that holds the chat is gone.");
        try
        {
            while (await ReadAsync().ConfigureAwait(false) is var (type, message))
                await handshake.Socket.SendAsync(message, type, _over.Token).ConfigureAwait(false);

            (code, reason) = holder.CloseStatus is { } status and not WebSocketCloseStatus.Empty
                ? (status, holder.CloseStatusDescription ?? "")
                : (WebSocketCloseStatus.NormalClosure, "");
        }
        catch (Exception fault) when (IsLoss(fault))
        {
            // The client comes again by the code.
        }

        _ = handshake.Socket.CloseOnceAsync(code, reason);
    }

    /// <summary>The next message of the other server; null when it has closed.</summary>
    private async Task<(WebSocketMessageType Type, byte[] Message)?> ReadAsync()
    {
        using var message = new MemoryStream();
        var buffer = new byte[16 << 10];
        while (true)
        {
            var part = await holder.ReceiveAsync(buffer.AsMemory(), _over.Token).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;

            message.Write(buffer.AsSpan(0, part.Count));
            if (part.EndOfMessage)
                return (part.MessageType, message.ToArray());
        }
    }

    private static bool IsLoss(Exception fault) => fault is WebSocketException or OperationCanceledException or IOException or InvalidOperationException;
}
