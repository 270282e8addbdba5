using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;

namespace HumeGen.Server.Tests;

/// <summary>A plain WebSocket. Every wait is bounded.</summary>
internal sealed class HumeSocket : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly byte[] _buffer = new byte[64 << 10];

    public ClientWebSocket Client { get; } = new();

    /// <summary>Opens a WebSocket with these headers.</summary>
    /// <param name="host">The server.</param>
    /// <param name="path">The path and query, as they go out.</param>
    /// <param name="headers">The headers; the key alone when there are none.</param>
    public static async Task<HumeSocket> OpenAsync(HumeHost host, string path, params (string Name, string Value)[] headers)
    {
        var socket = new HumeSocket();
        foreach (var (name, value) in headers.Length == 0 ? [("X-Hume-Api-Key", HumeHost.Key)] : headers)
            socket.Client.Options.SetRequestHeader(name, value);

        await socket.Client.ConnectAsync(AddressOf(host, path), CancellationToken.None).WaitAsync(Bound);
        return socket;
    }

    /// <summary>The status with which a handshake is refused.</summary>
    public static async Task<int> RefusalAsync(HumeHost host, string path, params (string Name, string Value)[] headers)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach (var (name, value) in headers)
            socket.Options.SetRequestHeader(name, value);

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(AddressOf(host, path), CancellationToken.None).WaitAsync(Bound));
        return (int)socket.HttpStatusCode;
    }

    public Task SendAsync(string text) => Client.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None).WaitAsync(Bound);

    /// <summary>The next message; null when the server has closed.</summary>
    public async Task<JsonNode?> ReadAsync()
    {
        using var message = new MemoryStream();
        while (true)
        {
            var part = await Client.ReceiveAsync(_buffer, CancellationToken.None).WaitAsync(Bound);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;

            message.Write(_buffer, 0, part.Count);
            if (part.EndOfMessage)
                return part.MessageType == WebSocketMessageType.Text ? JsonNode.Parse(message.ToArray()) : new JsonObject { ["binary"] = message.Length };
        }
    }

    /// <summary>The messages up to the close, which has to have this code.</summary>
    public async Task<List<JsonNode>> ReadToCloseAsync(int code)
    {
        var messages = new List<JsonNode>();
        while (await ReadAsync() is { } message)
            messages.Add(message);

        Assert.Equal(code, (int?)Client.CloseStatus);
        return messages;
    }

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        return default;
    }

    private static Uri AddressOf(HumeHost host, string path) =>
        new(host.Address.GetLeftPart(UriPartial.Authority).Replace("http", "ws", StringComparison.Ordinal) + path);
}
