using System.Net.WebSockets;
using System.Runtime.InteropServices;

namespace HumeGen;

/// <summary>Members of WebSockets that later frameworks have.</summary>
internal static class WebSocketPolyfills
{
    extension(WebSocket socket)
    {
        public async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            // The buffers here are all arrays.
            MemoryMarshal.TryGetArray<byte>(buffer, out var array);
            var result = await socket.ReceiveAsync(array, cancellationToken).ConfigureAwait(false);
            return new ValueWebSocketReceiveResult(result.Count, result.MessageType, result.EndOfMessage);
        }

        public async ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType type, bool endOfMessage, CancellationToken cancellationToken)
        {
            var bytes = MemoryMarshal.TryGetArray(buffer, out var array) ? array : new ArraySegment<byte>(buffer.ToArray());
            await socket.SendAsync(bytes, type, endOfMessage, cancellationToken).ConfigureAwait(false);
        }
    }
}
