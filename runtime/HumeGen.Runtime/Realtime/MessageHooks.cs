using System.Net.WebSockets;

namespace HumeGen;

/// <summary>Shows the messages of one connection to those who want to see them: first to the client's hook, then to the connection's own.</summary>
internal sealed class MessageHooks(Action<RealtimeMessage>? first, Action<RealtimeMessage>? second, CallContext call, long? connectionId)
{
    private static long s_lastConnection;

    public long ConnectionId { get; } = connectionId ?? Interlocked.Increment(ref s_lastConnection);

    /// <summary>Shows a message. It never throws: the sink gets exceptions of hooks.</summary>
    public void Show(RealtimeDirection direction, WebSocketMessageType type, ReadOnlyMemory<byte> data, IMessageSink sink)
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
        Show(message, first, sink);
        Show(message, second, sink);
    }

    private void Show(RealtimeMessage message, Action<RealtimeMessage>? hook, IMessageSink sink)
    {
        try
        {
            hook?.Invoke(message);
        }
        catch (Exception e)
        {
            sink.HookFailed(call.Secrets.Clean(e));
        }
    }
}
