namespace System.Net.WebSockets;

/// <summary>One received piece of a message.</summary>
internal readonly record struct ValueWebSocketReceiveResult(int Count, WebSocketMessageType MessageType, bool EndOfMessage);
