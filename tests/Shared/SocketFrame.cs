using System.Net.WebSockets;

namespace HumeGen.Tests;

/// <summary>A frame of a WebSocket: a message, or a piece of one.</summary>
internal readonly record struct SocketFrame(WebSocketMessageType Type, ReadOnlyMemory<byte> Bytes, bool IsLast = true);
