using System.Net.WebSockets;
using System.Runtime.InteropServices;

namespace HumeGen;

/// <summary>What later frameworks have for WebSockets.</summary>
internal static class Sockets
{
    extension(WebSocket socket)
    {
        public async ValueTask<ReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
        {
            // The buffers here are all arrays.
            MemoryMarshal.TryGetArray<byte>(buffer, out var array);
            var result = await socket.ReceiveAsync(array, cancellationToken).ConfigureAwait(false);
            return new ReceiveResult(result.Count, result.MessageType, result.EndOfMessage);
        }

        public async ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType type, bool endOfMessage, CancellationToken cancellationToken)
        {
            var bytes = MemoryMarshal.TryGetArray(buffer, out var array) ? array : new ArraySegment<byte>(buffer.ToArray());
            await socket.SendAsync(bytes, type, endOfMessage, cancellationToken).ConfigureAwait(false);
        }
    }
}

/// <summary>What was received.</summary>
internal readonly record struct ReceiveResult(int Count, WebSocketMessageType MessageType, bool EndOfMessage);
