using System.Net.WebSockets;

namespace HumeGen;

/// <summary>Shows the messages of one connection to those who want to see them: first to the client's hook, then to the connection's own.</summary>
internal sealed class MessageHooks(Action<RealtimeMessage>? first, Action<RealtimeMessage>? second, CallContext call, long? connectionId)
{
    private static long s_lastConnection;

    public long ConnectionId { get; } = connectionId ?? Interlocked.Increment(ref s_lastConnection);

    /// <summary>Shows a message. It never throws: the owner gets exceptions of hooks.</summary>
    public void Show(RealtimeDirection direction, WebSocketMessageType type, ReadOnlyMemory<byte> data, ISocketOwner owner)
    {
        if (first is null && second is null)
            return;

        var message = new RealtimeMessage
        {
            Direction = direction,
            ConnectionId = ConnectionId,
            PathTemplate = call.Request.PathTemplate,
            IsBinary = type == WebSocketMessageType.Binary,
            Data = data,
        };
        Show(message, first, owner);
        Show(message, second, owner);
    }

    private void Show(RealtimeMessage message, Action<RealtimeMessage>? hook, ISocketOwner owner)
    {
        try
        {
            hook?.Invoke(message);
        }
        catch (Exception e)
        {
            owner.HookFailed(call.Secrets.Clean(e));
        }
    }
}
