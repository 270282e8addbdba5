using System.Net.WebSockets;

namespace HumeGen.Server.Transport.Sockets;

/// <summary>Stands in for the session of a handshake that names something that does not exist: it ends as it starts, by the refusal.</summary>
internal sealed class MissingSession(ApiRefusal refusal) : ISocketSession
{
    public ValueTask StartAsync() => throw refusal;

    public ValueTask ReceiveAsync(WebSocketMessageType type, ReadOnlyMemory<byte> message) => ValueTask.CompletedTask;

    public ValueTask FailAsync(Exception fault) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
