using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace HumeGen.Load.Keys;

/// <summary>A chat whose user types.</summary>
internal sealed class TypedChat : IDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[16 << 10];

    private TypedChat()
    {
    }

    /// <summary>Opens a chat; null when the server refuses.</summary>
    public static async Task<TypedChat?> OpenAsync(Uri address, string key)
    {
        var chat = new TypedChat();
        try
        {
            chat._socket.Options.SetRequestHeader("X-Hume-Api-Key", key);
            await chat._socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/v0/evi/chat" }.Uri, CancellationToken.None);
            return chat;
        }
        catch (WebSocketException)
        {
            chat.Dispose();
            return null;
        }
    }

    /// <summary>Says something and hears the answer to its end; the reason when the chat broke off.</summary>
    public async Task<string?> SayAsync(string text)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            var message = JsonSerializer.SerializeToUtf8Bytes(new { type = "user_input", text });
            await _socket.SendAsync(message, WebSocketMessageType.Text, true, patience.Token);
            while (await ReadTypeAsync(patience.Token) is { } type)
            {
                if (type == "assistant_end")
                    return null;
                if (type == "error")
                    return "an error in a chat";
            }

            return $"closed: {_socket.CloseStatus} {_socket.CloseStatusDescription}";
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            return exception.Message;
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>The type of the next message, which stands at its beginning; null when the server has closed.</summary>
    private async Task<string?> ReadTypeAsync(CancellationToken cancellationToken)
    {
        var read = await _socket.ReceiveAsync(_buffer, cancellationToken);
        var beginning = Encoding.UTF8.GetString(_buffer, 0, Math.Min(read.Count, 60));
        while (!read.EndOfMessage)
            read = await _socket.ReceiveAsync(_buffer, cancellationToken);

        return read.MessageType == WebSocketMessageType.Close ? null : beginning.Split('"').ElementAtOrDefault(3) ?? "";
    }
}
