using System.Net.WebSockets;
using System.Text;
using HumeGen.Server.Transport.Sockets;
using HumeGen.Simulator.Hooks;

namespace HumeGen.Simulator;

/// <summary>
/// A WebSocket that a client has open on a <see cref="HumeSimulator"/>. Tests take it from <see cref="HumeSimulator.Sockets"/> to break it.
/// </summary>
/// <remarks>All members can be used from several threads at once.</remarks>
public sealed class SimulatedSocket
{
    private const int MaxReasonBytes = 123;

    private readonly ServerSocket _socket;

    internal SimulatedSocket(ServerSocket socket) => _socket = socket;

    /// <summary>The path that the client opened, such as <c>/v0/evi/chat</c>.</summary>
    public string Path => _socket.Path;

    /// <summary>The chat that the connection belongs to; null on other channels and before the chat has begun.</summary>
    public string? ChatId => _socket.ChatId;

    /// <summary>Breaks the connection off at once, without a closing message.</summary>
    public void Abort() => _socket.Abort();

    /// <summary>Closes the connection as the server would, after what is still to be sent.</summary>
    /// <param name="code">The close code, such as 1008 or 1011.</param>
    /// <param name="reason">The text that goes with it, at most 123 bytes of UTF-8.</param>
    /// <returns>Done when the closing message is on its way. A client that does not answer it within five seconds is cut off.</returns>
    /// <exception cref="ArgumentException">The code must not be sent, or the reason is too long.</exception>
    public Task CloseAsync(int code, string reason = "")
    {
        ArgumentNullException.ThrowIfNull(reason);
        if (code is < 1000 or > 4999 or (>= 1004 and <= 1006) or 1015)
            throw new ArgumentException($"A close code is 1000 to 4999, but none of 1004 to 1006 and 1015: not {code}.", nameof(code));

        return Encoding.UTF8.GetByteCount(reason) <= MaxReasonBytes
            ? _socket.CloseOnceAsync((WebSocketCloseStatus)code, reason)
            : throw new ArgumentException($"A close reason has at most {MaxReasonBytes} bytes of UTF-8.", nameof(reason));
    }

    /// <summary>Sends a text message of any content, after what is still to be sent.</summary>
    /// <param name="text">The message.</param>
    /// <param name="endOfMessage">False to leave the message unfinished: what is sent next then continues it.</param>
    /// <returns>Done when it is on its way; at once when the connection has ended.</returns>
    public Task SendTextAsync(string text, bool endOfMessage = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _socket.SendAndWaitAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage);
    }

    /// <summary>Sends a binary message of any content, after what is still to be sent.</summary>
    /// <param name="data">The message.</param>
    /// <param name="endOfMessage">False to leave the message unfinished: what is sent next then continues it.</param>
    /// <returns>Done when it is on its way; at once when the connection has ended.</returns>
    public Task SendBinaryAsync(ReadOnlyMemory<byte> data, bool endOfMessage = true) =>
        _socket.SendAndWaitAsync(data, WebSocketMessageType.Binary, endOfMessage);

    /// <summary>
    /// Goes silent for good: nothing is sent or read any more, not even answers to pings, and the connection stays open.
    /// </summary>
    public void StopAnswering() => (_socket.Feature as FreezableStream.Upgrade)?.Freeze();

    /// <summary>The path and the chat, if any.</summary>
    public override string ToString() => _socket.ToString();
}
